#!/usr/bin/python3
"""vendor.py FOLDER LOGIN PORT_FILE: a vendor's FTP server on a free port of the loopback.

It serves FOLDER to the one user whose `user:password` the file LOGIN holds, and writes its port to
PORT_FILE when it listens. It ends with the process that started it.
"""
import ctypes
import os
import signal
import sys

from pyftpdlib.authorizers import DummyAuthorizer
from pyftpdlib.handlers import FTPHandler
from pyftpdlib.servers import FTPServer

PR_SET_PDEATHSIG = 1


def main():
    folder, login, port_file = sys.argv[1:]
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    with open(login, encoding="utf-8") as file:
        user, password = file.read().strip().split(":", 1)
    authorizer = DummyAuthorizer()
    authorizer.add_user(user, password, folder, perm="elr")
    FTPHandler.authorizer = authorizer
    server = FTPServer(("127.0.0.1", 0), FTPHandler)
    with open(port_file + ".part", "w", encoding="utf-8") as file:
        file.write(str(server.socket.getsockname()[1]))
    os.rename(port_file + ".part", port_file)
    server.serve_forever()


if __name__ == "__main__":
    main()
