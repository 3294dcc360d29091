"""An FTP server with an oddity, for the tests: PORT FOLDER ODDITY.

It prints each command that it gets. Oddities:
  none
  no-mlsd               knows no MLSD
  NLST=550, NLST=450    answers so where the folder is empty
  SIZE=N                calls each file so large
  drip:COMMAND          answers this command by little and little, for DRIP seconds
"""

import sys
import time

from pyftpdlib.authorizers import DummyAuthorizer
from pyftpdlib.handlers import FTPHandler
from pyftpdlib.servers import FTPServer

DRIP = 20
PORT, FOLDER, ODDITY = int(sys.argv[1]), sys.argv[2], sys.argv[3]


def drops(bytes_of_one):
    end = time.monotonic() + DRIP
    while time.monotonic() < end:
        time.sleep(0.02)
        yield bytes_of_one


class Dripping:
    """What a transfer sends."""

    def __init__(self):
        self.drops = drops(b"x" * 64)

    def more(self):
        return next(self.drops, b"")


class Handler(FTPHandler):
    def process_command(self, cmd, *args, **kwargs):
        print(cmd, flush=True)
        if ODDITY == "no-mlsd" and cmd == "MLSD":
            return self.respond("500 Unknown command.")
        if ODDITY == "drip:" + cmd:
            if cmd in ("NLST", "RETR"):
                return self.push_dtp_data(Dripping(), isproducer=True, cmd=cmd)
            self.drip_lines()
        return super().process_command(cmd, *args, **kwargs)

    def drip_lines(self):
        try:
            for line in drops(b"200-not yet\r\n"):
                self.socket.send(line)
        except OSError:
            self.close()

    def ftp_NLST(self, path):
        if ODDITY.startswith("NLST=") and not self.fs.listdir(path):
            return self.respond(ODDITY[len("NLST="):] + " No files found.")
        return super().ftp_NLST(path)

    def ftp_SIZE(self, path):
        if ODDITY.startswith("SIZE="):
            return self.respond("213 " + ODDITY[len("SIZE="):])
        return super().ftp_SIZE(path)


Handler.authorizer = DummyAuthorizer()
Handler.authorizer.add_user("nightjar", "secret", FOLDER)
FTPServer(("127.0.0.1", PORT), Handler).serve_forever()
