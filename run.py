#!/usr/bin/env python3
"""One command does it. Needs Python 3.11 or newer, nothing else.

    python3 run.py report      set up, then make tables, notebooks, charts and workbook from data/raw
    python3 run.py test        set up, then run every check
    python3 run.py setup       set up only
    python3 run.py coverage    which lines of src/ the tests run, module by module (several minutes)
    python3 run.py score       the extraction against the rows read by hand (tests/gold)
    python3 run.py bench       the benchmark
    python3 run.py notebook    JupyterLab on this folder
    python3 run.py fuzz        hostile input, for as long as you let it run
    python3 run.py mutate      small changes to one module, and which of them no test notices

Every command of the package works too (run.py COMMAND --help says more):

    python3 run.py charts --size column          every chart, as wide as a column, a page or a slide
    python3 run.py brief --region 嘉兴           a briefing as Word and PowerPoint files
    python3 run.py explain "一句话"               what the extraction makes of a sentence
    python3 run.py concordance 揭榜挂帅           every place where a term stands
    python3 run.py corrections import FILE       an edited workbook or verdicts → corrections.csv
    python3 run.py codebook suggest              what the codebook lacks, with rows to paste
    python3 run.py codebook check                which rows of the tables its changes would change
    python3 run.py accept                        the new plans are seen: the next report has no pages on them
    python3 run.py cite                          the line to put under a chart
    python3 run.py build                         tables only; python3 run.py run makes tables and reports
    python3 run.py init FOLDER                   a project of your own, with codebook and notebooks

What follows the command is passed on (`run.py report --lang en`, `run.py test -k numerals`); paths in it are
taken from the project's folder, that of `init` from the one you are in. On Windows type `py run.py report`.

Set-up makes the folder .venv here and installs into it exactly the packages of requirements.lock, each
checked against its hash. It touches nothing else on the machine; delete .venv to start afresh. A second
run finds everything in place and starts at once.
"""

# Standard library only, and readable for old Pythons down to the version check.
import difflib
import hashlib
import locale
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HELP_ZH = """一条命令即可。需要 Python 3.11 或更新版本，别的都不用装。

    python3 run.py report      安装所需软件包，再从 data/raw 生成表、笔记本、图和工作簿
    python3 run.py test        安装后运行全部检查
    python3 run.py setup       只安装
    python3 run.py coverage    测试跑到哪些代码（几分钟）
    python3 run.py score       与人工读出的行比对（tests/gold）
    python3 run.py bench       基准测试
    python3 run.py notebook    在本文件夹打开 JupyterLab
    python3 run.py fuzz        用恶意输入测试，想跑多久就多久
    python3 run.py mutate      对一个模块作小改动，看哪些没有测试发现

程序包的命令也都可用（run.py 命令 --help 有说明）：

    python3 run.py charts --size column          全部图，按栏宽、页宽或幻灯片的尺寸
    python3 run.py brief --region 嘉兴           Word 和 PowerPoint 简报
    python3 run.py explain "一句话"               一句话会读成什么
    python3 run.py concordance 揭榜挂帅           一个词的每一处
    python3 run.py corrections import 文件        改过的工作簿或判断 → data/codebook/corrections.csv
    python3 run.py codebook suggest              编码表还缺什么，附可粘贴的行
    python3 run.py codebook check                编码表的改动会改变表中哪些行
    python3 run.py accept                        新计划已看过：下次报告不再单列
    python3 run.py cite                          写在图下的引用行
    python3 run.py build                         只生成表；python3 run.py run 生成表和报告
    python3 run.py init 文件夹                    新建自己的项目，含编码表和笔记本

命令之后的内容原样传下去（run.py report --lang en，run.py test -k numerals）；其中的路径从项目文件夹算起，
init 的从当前文件夹算起。
Windows 上输入 py run.py report。

安装会在这里建一个 .venv 文件夹，装入 requirements.lock 列出的软件包，逐一核对哈希值，不动机器上别的东西；
删去 .venv 即可重来。第二次运行时一切就绪，立即开始。
"""

OLDEST = (3, 11)
ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
STAMP = VENV / "cityplans-setup.txt"
SCRIPTS = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = SCRIPTS / ("python.exe" if os.name == "nt" else "python")
SUFFIX = ".exe" if os.name == "nt" else ""
NETWORK_WORDS = re.compile(
    r"connection|network|timed? ?out|resolve|unreachable|proxy|certificate|ssl|no matching distribution",
    re.IGNORECASE,
)

SPOKEN = {"zh": False}  # whether this run speaks Chinese; set by `main`


class Trouble(Exception):
    """Something the user can put right; the message says how."""


def say(text=""):
    print(text, flush=True)


def spoken(zh, en):
    """Which of the two is in the language of this run."""
    return zh if SPOKEN["zh"] else en


def tell(zh, en):
    say(spoken(zh, en))


def in_chinese(arguments=()):
    """Whether to speak Chinese: by --lang, else by the system, and where that names no language."""
    words = list(arguments)
    for word, following in zip(words, [*words[1:], ""]):
        asked = (
            following if word == "--lang" else word[len("--lang=") :] if word.startswith("--lang=") else ""
        )
        if asked in ("zh", "en"):
            return asked == "zh"
    settings = [os.environ.get(name) for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")]
    named = next((value for value in settings if value), None) or locale.getlocale()[0] or ""
    named = named.lower().split(".")[0]
    return named in ("", "c", "posix") or named.startswith(("zh", "chinese"))


# ---------------------------------------------------------------------------------------- which Python


def check_version(version=sys.version_info):
    """Stop with a clear message under a Python that is too old, naming a newer one if there is one."""
    if tuple(version[:2]) >= OLDEST:
        return
    names = [f"python3.{minor}" for minor in range(15, OLDEST[1] - 1, -1)]
    newer = next((name for name in names if shutil.which(name) and starts(name)), None)
    advice = "Install Python 3.11 or newer (python.org, conda or your package manager), then run this again."
    if newer:
        advice = f"A newer one is installed: type  {newer} run.py {' '.join(sys.argv[1:])}"
    elif os.name == "nt":
        advice += " `py --list` shows which versions you have; `py -3.12 run.py report` picks one."
    raise Trouble(
        f"This is Python {version[0]}.{version[1]}; cityplans needs 3.11 or newer.\n"
        f"需要 Python 3.11 或更新版本。\n{advice}"
    )


def starts(name):
    return subprocess.call([name, "--version"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0


# ---------------------------------------------------------------------------------------------- set-up


def fingerprint():
    """What the set-up depends on: lock, package definition, this Python, this folder."""
    digest = hashlib.sha256()
    for part in (LOCK, ROOT / "pyproject.toml"):
        digest.update(part.read_bytes().replace(b"\r\n", b"\n"))
    digest.update(f"{ROOT}|{sys.version_info[:2]}".encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def is_ready():
    return PYTHON.exists() and STAMP.exists() and STAMP.read_text(encoding="utf-8").strip() == fingerprint()


def environment():
    """Variables for what is started from here: UTF-8 everywhere, and uv told what pip is told."""
    variables = dict(os.environ, PYTHONUTF8="1", VIRTUAL_ENV=str(VENV))
    variables["CITYPLANS_PROG"] = "run.py"  # how the package calls itself in what it says of its usage
    variables.pop("PYTHONHOME", None)
    variables.pop("PYTHONDONTWRITEBYTECODE", None)  # else every start compiles everything again
    variables["PATH"] = str(SCRIPTS) + os.pathsep + variables.get("PATH", "")
    if "PIP_CERT" in variables:
        variables.setdefault("SSL_CERT_FILE", variables["PIP_CERT"])
    return variables


def mirror():
    """The package index pip is set to on this machine (a mirror, often), or nothing."""
    if "PIP_INDEX_URL" in os.environ:
        return os.environ["PIP_INDEX_URL"]
    command = [sys.executable, "-m", "pip", "config", "get", "global.index-url"]
    asked = subprocess.run(command, capture_output=True, text=True)
    return asked.stdout.strip() if asked.returncode == 0 else ""


def setup():
    """Make .venv and install the locked packages, unless that has been done; returns whether it was."""
    if is_ready():
        return False
    began = time.monotonic()
    tell(
        "首次运行：正在安装所需软件包，约需一两分钟（从软件包索引下载约200MB）",
        "Setting up (once; a minute or two, about 200 MB from the package index)",
    )
    make_venv()
    install_packages()
    install_project()
    STAMP.write_text(fingerprint() + "\n", encoding="utf-8")
    seconds = f"{time.monotonic() - began:.0f}"
    tell(f"安装完成，用时{seconds}秒。", f"Set-up done in {seconds} s.")
    return True


def works(python):
    """Whether this interpreter starts and is the version we run under."""
    if not python.exists():
        return False
    code = "import sys; print(sys.version_info[:2])"
    try:
        answer = subprocess.run([str(python), "-c", code], capture_output=True, text=True, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.stdout.strip() == str(sys.version_info[:2])


def make_venv():
    """A virtual environment in .venv; one that works is kept and brought up to date."""
    if works(PYTHON):
        STAMP.unlink(missing_ok=True)
        return
    version = sys.version.split()[0]
    tell(f"[1/3] 用 Python {version} 建 .venv", f"[1/3] Making .venv with Python {version}")
    created = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", str(VENV)], capture_output=True, text=True
    )
    if created.returncode == 0 or without_pip():
        return
    shutil.rmtree(VENV, ignore_errors=True)
    output = created.stdout + created.stderr
    head = spoken("Python 无法在这里建虚拟环境：", "Python could not make a virtual environment here:")
    raise Trouble(f"{head}\n{output.strip()[-600:]}\n{venv_advice(output)}")


def without_pip():
    """On systems that ship Python without ensurepip: an empty environment, filled from outside."""
    if not (shutil.which("uv") or has_pip(sys.executable)):
        return False
    command = [sys.executable, "-m", "venv", "--clear", "--without-pip", str(VENV)]
    return subprocess.run(command, capture_output=True).returncode == 0


def venv_advice(output):
    if "ensurepip" in output or "No module named venv" in output:
        return spoken(
            "Debian 和 Ubuntu 须另装：sudo apt install python3-venv python3-pip，然后再运行。",
            "Debian and Ubuntu ship it apart: sudo apt install python3-venv python3-pip, then again.",
        )
    if "denied" in output.lower() or "read-only" in output.lower():
        return spoken(
            "这个文件夹不可写：请把项目复制到自己的文件夹，在那里运行。",
            "This folder cannot be written to: copy the project to one of your own and run it there.",
        )
    return spoken(
        "磁盘是否已满，或文件夹正在别的程序中打开？请关闭，删去 .venv，再运行一次。",
        "Is the disk full, or the folder open in another program? Close it, delete .venv, run this again.",
    )


def has_pip(python):
    return subprocess.run([str(python), "-m", "pip", "--version"], capture_output=True).returncode == 0


def pip():
    """The pip command that installs into .venv, from inside it or (where it has none) from outside."""
    if has_pip(PYTHON):
        return [str(PYTHON), "-m", "pip"]
    return [sys.executable, "-m", "pip", "--python", str(PYTHON)]


def locked(name):
    """The lines of requirements.lock for one package."""
    text = LOCK.read_text(encoding="utf-8")
    entry = re.search(rf"^{re.escape(name)}==.*?(?=^\S|\Z)", text, re.MULTILINE | re.DOTALL)
    return entry.group(0) if entry else ""


def find_uv():
    """The path of uv, a fast installer: from the machine, or the locked one put into .venv; else nothing."""
    found = shutil.which("uv")
    if found:
        return found
    with tempfile.TemporaryDirectory() as folder:
        wanted = Path(folder) / "uv.txt"
        wanted.write_text(locked("uv"), encoding="utf-8")
        options = ["--quiet", "--retries", "1", "--require-hashes", "--no-deps", "-r", str(wanted)]
        done = subprocess.run([*pip(), "install", *options], env=environment(), capture_output=True)
    own = SCRIPTS / ("uv" + SUFFIX)
    return str(own) if done.returncode == 0 and own.exists() else ""


def install_packages():
    """Everything in requirements.lock, with uv, or with pip when uv does not manage."""
    count = len(re.findall(r"^\S+==", LOCK.read_text(encoding="utf-8"), re.MULTILINE))
    uv = find_uv()
    tool = "uv" if uv else "pip"
    tell(f"[2/3] 用 {tool} 安装约{count}个软件包", f"[2/3] Installing about {count} packages with {tool}")
    if uv:
        variables = environment()
        index = mirror()
        if index:
            variables.setdefault("UV_DEFAULT_INDEX", index)
        quiet = [] if sys.stderr.isatty() else ["--quiet"]
        command = [uv, "pip", "install", "--compile-bytecode", *quiet, "--python", str(PYTHON)]
        command += ["--require-hashes", "-r", str(LOCK)]
        if subprocess.run(command, env=variables, cwd=ROOT).returncode == 0:
            return
        tell(
            "uv 没有装成，改用 pip（较慢，每个软件包一行）",
            "uv did not manage; trying pip (slower, a line a package)",
        )
    options = ["--require-hashes", "--retries", "2", "--progress-bar", "off", "-r", str(LOCK)]
    watched([*pip(), "install", *options])


def install_project():
    """The project itself, in place: an edit in src/ takes effect at once."""
    tell("[3/3] 安装 cityplans 本身", "[3/3] Installing cityplans itself")
    options = ["--quiet", "--no-deps", "--no-build-isolation", "--no-index", "-e", str(ROOT)]
    watched([*pip(), "install", *options])


def watched(command):
    """Run an installer, show what it says, and turn its failure into advice."""
    lines = []
    with subprocess.Popen(
        command,
        env=environment(),
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    ) as process:
        for line in process.stdout:
            lines.append(line)
            if line.startswith(("Collecting", "Downloading", "Installing", "ERROR", "WARNING: Retrying")):
                say("  " + line.strip()[:100])
    if process.returncode:
        raise Trouble(install_advice("".join(lines)))


def install_advice(output):
    """What to do about an installer's failure, from what it printed."""
    last = "\n".join(line[:200] for line in output.strip().splitlines()[-4:])
    head = spoken("软件包没有装成：", "The packages could not be installed:") + f"\n{last}\n\n"
    if "DO NOT MATCH THE HASHES" in output:
        return head + spoken(
            "有一个软件包不是测试过的那一个。请不要继续；换一个网络或镜像再试。",
            "A package is not the one that was tested. Do not go on; try another network or mirror.",
        )
    if "No space left" in output:
        return head + spoken("磁盘已满：约需 1 GB。", "The disk is full: about 1 GB is needed.")
    if NETWORK_WORDS.search(output):
        return head + spoken(
            "无法连接软件包索引。\n"
            "- 电脑是否联网？联网后再输入同一命令，从停下的地方继续。\n"
            "- 经代理上网：先设置 HTTPS_PROXY=http://主机:端口。\n"
            "- 国内用镜像较快：pip config set global.index-url 地址，然后再运行。\n"
            "  镜像可能尚未同步最新版本：请换一个。",
            "The package index could not be reached.\n"
            "- Is the machine online? Then run the same command again; it goes on where it stopped.\n"
            "- Behind a proxy: set HTTPS_PROXY=http://host:port first.\n"
            "- A mirror (镜像) is quicker from China: pip config set global.index-url ADDRESS, then again.\n"
            "  One that lags behind lacks the newest versions: then try another.",
        )
    return head + spoken(
        "请删去文件夹 .venv，再输入同一命令；如仍不行，请把以上几行报告给我们。",
        "Delete the folder .venv and run the same command again; if it stays, report these lines.",
    )


# -------------------------------------------------------------------------------------------- commands


def start(*command, folder=None):
    """Run one command in the project's environment, from its folder or another; its exit status."""
    return subprocess.run([str(part) for part in command], env=environment(), cwd=folder or ROOT).returncode


def module(name, *arguments, folder=None):
    return start(PYTHON, "-m", name, *arguments, folder=folder)


def begin(arguments):
    """A new project stands where it was asked for: its path is taken from the folder one is in."""
    return module("cityplans", "init", *arguments, folder=Path.cwd())


def script(path, arguments):
    if not (ROOT / path).is_file():
        raise Trouble(
            spoken(
                f"没有 {path}：这份项目不完整。",
                f"{path} is not there: this copy of the project is incomplete.",
            )
        )
    return start(PYTHON, path, *arguments)


def layers():
    """The import contract of pyproject.toml; silent when it is kept."""
    command = [str(SCRIPTS / ("lint-imports" + SUFFIX)), "--no-cache"]
    done = subprocess.run(command, env=environment(), cwd=ROOT, capture_output=True, encoding="utf-8")
    if done.returncode:
        say(done.stdout + done.stderr)
    return done.returncode


def style():
    """Faults a reader stumbles over, then the one layout that the formatter gives."""
    return module("ruff", "check", "--quiet", ".") or module("ruff", "format", "--check", "--quiet", ".")


def types():
    """mypy, started: a process of its own, since it uses one processor of several."""
    command = [str(PYTHON), "-m", "mypy", "--no-error-summary"]
    kept = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "encoding": "utf-8", "errors": "replace"}
    return subprocess.Popen(command, env=environment(), cwd=ROOT, **kept)


def test(arguments):
    """Style, layers, tests, and meanwhile types, whose faults are told last. All run, whichever fails."""
    with types() as checked:
        say("ruff")
        failed = style()
        say("import layers")
        failed = layers() or failed
        say("mypy, pytest")
        status = module("pytest", *(arguments or ["-n", "auto", "--dist", "worksteal"]))
        said, _ = checked.communicate()
    if checked.returncode:
        say(f"mypy\n{said}")
    return status or checked.returncode or failed


def coverage(arguments):
    """The tests with lines and branches of src/ counted, in the processes they start too; then a table."""
    module("coverage", "erase")
    status = module("coverage", "run", "-m", "pytest", *(arguments or ["-n", "auto", "--dist", "worksteal"]))
    module("coverage", "combine", "--quiet")
    return module("coverage", "report") or status


# the whole project in the file browser, opened at the notebooks
LAB = ("--ServerApp.root_dir=.", "--LabApp.default_url=/lab/tree/notebooks")
COMMANDS = {
    "report": lambda arguments: module("cityplans", "run", *arguments),
    "test": test,
    "coverage": coverage,
    "setup": lambda arguments: 0,
    "score": lambda arguments: module("cityplans", "score", *arguments),
    "init": begin,
    "bench": lambda arguments: script("benchmarks/bench.py", arguments),
    "notebook": lambda arguments: module("jupyterlab", *LAB, *arguments),
    "fuzz": lambda arguments: script("tests/fuzz.py", arguments),
    "mutate": lambda arguments: script("scripts/mutate.py", arguments),
}


# commands of the package itself, passed on as they are
PACKAGE = (
    "run",
    "build",
    "charts",
    "brief",
    "cite",
    "accept",
    "concordance",
    "corrections",
    "codebook",
    "explain",
)


def unknown(arguments):
    """What to say of a command there is none of."""
    every = [*COMMANDS, *PACKAGE]
    if not arguments or arguments[0].startswith("-"):
        listed = ", ".join(every)
        if in_chinese(arguments):
            return f"run.py：请选一个命令：{listed}（--help 有说明）"
        return f"run.py: choose one of {listed} (--help says more)"
    near = difflib.get_close_matches(arguments[0], every, 1)
    if in_chinese(arguments):
        hint = f"，是不是 {near[0]}？" if near else ""
        return f"run.py：没有命令 {arguments[0]}{hint}（--help 列出全部）"
    hint = f"; did you mean {near[0]}?" if near else ""
    return f"run.py: unknown command {arguments[0]}{hint} (--help lists them)"


def in_order(arguments):
    """The command before its language: `--lang en report` is `report --lang en`."""
    taken = 2 if arguments[:1] == ["--lang"] else 1 if (arguments or [""])[0].startswith("--lang=") else 0
    if not taken or len(arguments) <= taken or arguments[taken].startswith("-"):
        return arguments
    return [arguments[taken], *arguments[:taken], *arguments[taken + 1 :]]


def version():
    """The version of the package, which need not be set up for that."""
    text = (ROOT / "src" / "cityplans" / "__init__.py").read_text(encoding="utf-8")
    return re.search(r'__version__ = "([^"]+)"', text).group(1)


def main(arguments):
    """Exit status: the command's own; 1 when set-up fails; 2 for wrong usage."""
    SPOKEN["zh"] = in_chinese(arguments)
    arguments = in_order(arguments)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    if arguments and arguments[0] in ("-h", "--help", "help"):
        tell(HELP_ZH.strip(), __doc__.strip())
        return 0
    if arguments and arguments[0] in ("-V", "--version"):
        say(version())
        return 0
    if not arguments or arguments[0] not in (*COMMANDS, *PACKAGE):
        print(unknown(arguments), file=sys.stderr)
        return 2
    try:
        check_version()
        done = setup()
        if arguments[0] == "setup" and not done:
            tell("一切就绪。", "Everything is in place.")
        if arguments[0] in COMMANDS:
            return COMMANDS[arguments[0]](arguments[1:])
        return module("cityplans", *arguments)
    except Trouble as trouble:
        print(f"\n{trouble}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        stopped = spoken("已停止，再输入同一命令即可继续。", "Stopped. The same command goes on from here.")
        print("\n" + stopped, file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
