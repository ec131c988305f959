/** A server could not listen; the message says where, why, and what would do. */
export class ListenError extends Error {
  override readonly name = "ListenError";

  constructor(
    readonly host: string,
    readonly port: number,
    cause: NodeJS.ErrnoException,
  ) {
    super(`can't listen on ${host}, port ${port}: ${explain(cause)}`, { cause });
  }
}

function explain({ code, message }: NodeJS.ErrnoException): string {
  switch (code) {
    case "EADDRINUSE":
      return "the port is taken; stop what uses it, or choose another port (0 takes a free one)";
    case "EACCES":
      return "this needs rights that the process does not have; choose a port from 1024 up";
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
      return "this machine has no such address; choose 127.0.0.1, or 0.0.0.0 for all of its addresses";
    default:
      return message;
  }
}
