"""A Slurm cluster of two nodes on this machine, for as long as a test lasts.

munged, slurmctld and two slurmd are started with all their state in a folder
of the test's, on ports that are free, without systemd; they end with it, each
by its pid. Needs root, and the packages that `make setup-cluster` installs.
"""

import os
import secrets
import socket
import subprocess
import time

NODES = ["w1", "w2"]
CONF = """
ClusterName=test
SlurmctldHost={host}(127.0.0.1)
SlurmctldPort={ctld}
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket={folder}/munge.socket
CredType=cred/munge
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/spool-%n
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdPidFile={folder}/slurmd-%n.pid
SlurmctldLogFile={folder}/slurmctld.log
SlurmdLogFile={folder}/slurmd-%n.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/linux
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SwitchType=switch/none
MpiDefault=none
ReturnToService=2
SlurmdTimeout=6
InactiveLimit=0
KillWait=2
MinJobAge=600
SchedulerParameters=sched_interval=1,batch_sched_delay=0
JobRequeue=1
{nodes}
PartitionName=all Nodes={names} Default=YES MaxTime=10:00 State=UP
"""


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class Cluster:
    def __init__(self, folder):
        self.folder = folder
        self.daemons = []
        self.nodes = {}
        self.env = dict(os.environ, SLURM_CONF=f"{folder}/slurm.conf", LC_ALL="C.UTF-8")
        host = socket.gethostname().split(".")[0]
        nodes = "\n".join(f"NodeName={name} NodeHostname={host} NodeAddr=127.0.0.1 Port={free_port()} "
                          "CPUs=2 RealMemory=256 State=UNKNOWN" for name in NODES)
        for name in ["state"] + [f"spool-{node}" for node in NODES]:
            os.mkdir(os.path.join(folder, name))
        with open(f"{folder}/slurm.conf", "w", encoding="utf-8") as file:
            file.write(CONF.format(host=host, ctld=free_port(), folder=folder, nodes=nodes,
                                   names=",".join(NODES)))

    def __enter__(self):
        try:
            self.start_munge()
            self.start("slurmctld", "-D", "-c", "-i")
            self.wait_for(lambda: self.ask("scontrol", "ping"), "slurmctld does not answer")
            for node in NODES:
                self.start_node(node)
            self.wait_for(self.is_idle, "the nodes do not come up")
        except BaseException:
            self.__exit__()
            raise
        return self

    def start(self, *command):
        log = open(os.path.join(self.folder, f"{command[0]}-{len(self.daemons)}.out"), "wb")
        self.daemons.append(subprocess.Popen(command, env=self.env, stdout=log, stderr=log,
                                             stdin=subprocess.DEVNULL))
        log.close()
        return self.daemons[-1]

    def start_node(self, name):
        self.nodes[name] = self.start("slurmd", "-D", "-c", "-N", name)

    def kill_node(self, name):
        """Ends its slurmd at once; returns the ids of the processes that did its jobs' work."""
        steps = [int(pid) for pid in os.listdir("/proc") if pid.isdigit() and self.is_step(pid, name)]
        self.nodes[name].kill()
        self.nodes[name].wait()
        return steps

    def is_step(self, pid, node):
        """A slurmstepd of the node: it was handed the log of that slurmd."""
        try:
            with open(f"/proc/{pid}/comm", encoding="utf-8") as file:
                if "slurmstepd" not in file.read():
                    return False
            return any(f"slurmd-{node}." in os.readlink(f"/proc/{pid}/fd/{fd}") or
                       f"spool-{node}" in os.readlink(f"/proc/{pid}/fd/{fd}")
                       for fd in os.listdir(f"/proc/{pid}/fd")) and self.is_ours(pid)
        except OSError:
            return False

    def is_ours(self, pid):
        with open(f"/proc/{pid}/environ", "rb") as file:
            return self.folder.encode() in file.read() or \
                any(self.folder in os.readlink(f"/proc/{pid}/fd/{fd}") for fd in os.listdir(f"/proc/{pid}/fd"))

    def start_munge(self):
        """As root with a key of its own: what stands in /etc is left alone."""
        key = os.path.join(self.folder, "munge.key")
        with open(os.open(key, os.O_WRONLY | os.O_CREAT, 0o600), "wb") as file:
            file.write(secrets.token_bytes(1024))
        socket_path = os.path.join(self.folder, "munge.socket")
        self.start("munged", "--foreground", "--force", f"--key-file={key}", f"--socket={socket_path}",
                   f"--pid-file={self.folder}/munged.pid", f"--log-file={self.folder}/munged.log",
                   f"--seed-file={self.folder}/munged.seed", "--num-threads=2")
        self.wait_for(lambda: os.path.exists(socket_path), "munged does not start")

    def ask(self, *command):
        """What a command of Slurm's prints; None if it fails."""
        done = subprocess.run(command, env=self.env, capture_output=True, text=True, timeout=60)
        return done.stdout if done.returncode == 0 else None

    def is_idle(self):
        states = self.ask("sinfo", "-h", "-N", "-o", "%N %t") or ""
        return sum(" idle" in line for line in states.splitlines()) == len(NODES)

    def is_down(self, node):
        return "down" in (self.ask("sinfo", "-h", "-n", node, "-o", "%t") or "")

    def wait_for(self, condition, problem, seconds=60):
        end = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > end:
                raise RuntimeError(f"{problem}\n{self.logs()}")
            time.sleep(0.1)

    def logs(self):
        parts = []
        for name in sorted(os.listdir(self.folder)):
            if name.endswith((".log", ".out")):
                with open(os.path.join(self.folder, name), errors="replace") as file:
                    parts.append(f"-- {name}\n" + "".join(file.readlines()[-15:]))
        return "\n".join(parts)

    def __exit__(self, *_):
        for daemon in reversed(self.daemons):
            if daemon.poll() is None:
                daemon.terminate()
        for daemon in reversed(self.daemons):
            try:
                daemon.wait(15)
            except subprocess.TimeoutExpired:
                daemon.kill()
                daemon.wait()
        self.daemons = []
