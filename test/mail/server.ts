import { createServer, type Socket } from "node:net";

export interface TestServer {
  readonly url: string;
  /** What clients said before and between messages. */
  readonly commands: readonly string[];
  /** Messages as they came. */
  readonly messages: readonly string[];
  close(): Promise<void>;
}

/** A mail server of a few lines (RFC 5321) on this machine, which takes everything, or refuses every recipient. */
export async function startMailServer({ refuses = false } = {}): Promise<TestServer> {
  const commands: string[] = [];
  const messages: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    let rest = "";
    let message: string[] | undefined;
    const say = (line: string) => socket.write(`${line}\r\n`);
    const obey = (line: string) => {
      commands.push(line);
      const verb = line.slice(0, 4).toUpperCase();
      if (verb === "EHLO") say("250-test\r\n250 AUTH PLAIN");
      else if (verb === "AUTH") say("235 welcome");
      else if (verb === "RCPT" && refuses) say("550 no such person here");
      else if (verb === "DATA") {
        message = [];
        say("354 go on");
      } else if (verb === "QUIT") {
        say("221 bye");
        socket.end();
      } else say("250 well");
    };
    socket.setEncoding("utf8").on("data", (text: string) => {
      const lines = (rest + text).split("\r\n");
      rest = lines.pop() ?? "";
      for (const line of lines) {
        if (message === undefined) obey(line);
        else if (line === ".") {
          messages.push(message.join("\r\n"));
          message = undefined;
          say("250 taken");
        } else message.push(line);
      }
    });
    socket.on("error", () => undefined);
    say("220 test");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    url: `127.0.0.1:${port}`,
    commands,
    messages,
    close() {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
