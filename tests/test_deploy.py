"""Files of deploy/: their tools take them, and names, ports and paths in them agree."""

from __future__ import annotations

import http.client
import re
import shlex
import shutil
import socket
import subprocess
import sys
import threading
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatch
from http.cookies import SimpleCookie
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner

from bench._server import free_port
from seqdemo.cli import app, processes, run
from seqdemo.cli.haproxy import (
    COOKIE,
    BalancerError,
    Replicas,
    check_config,
    find_haproxy,
    haproxy_config,
)
from seqdemo.cli.place import Place
from seqdemo.rooms.database import URL
from tools import deploy

ROOT = Path(__file__).resolve().parents[1]
DEPLOY = ROOT / "deploy"
PORT = deploy.PORT
COMPOSE: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
MANIFEST: list[dict[str, Any]] = list(
    yaml.safe_load_all((DEPLOY / "kubernetes.yaml").read_text("utf-8"))
)
DOCKERFILE = (DEPLOY / "Dockerfile").read_text("utf-8").replace("\\\n", " ")
UNIT = (DEPLOY / "seqdemo.service").read_text("utf-8")


def lines(word: str) -> list[str]:
    """What follows an instruction of the Dockerfile, each time it stands there."""
    return re.findall(rf"^{word} +(.+)$", DOCKERFILE, re.MULTILINE)


def named(kind: str, name: str) -> dict[str, Any]:
    """An object of the Kubernetes manifest."""
    (found,) = (one for one in MANIFEST if one["kind"] == kind and one["metadata"]["name"] == name)
    return found


def container(name: str) -> dict[str, Any]:
    (found,) = named("Deployment", name)["spec"]["template"]["spec"]["containers"]
    return found


@pytest.fixture(scope="module")
def program() -> str:
    try:
        return find_haproxy()
    except BalancerError as error:
        pytest.skip(str(error))


def test_haproxys_configurations_are_those_of_the_command() -> None:
    for path, text in deploy.documents().items():
        assert path.read_text("utf-8") == text, "run python -m tools.deploy"


def test_haproxy_takes_both_configurations(program: str, tmp_path: Path) -> None:
    check_config(program, DEPLOY / "haproxy.cfg")
    file = tmp_path / "haproxy.cfg"
    file.write_text(named("ConfigMap", "haproxy")["data"]["haproxy.cfg"])
    check_config(program, file)


# ---- the image -----------------------------------------------------------------------------------


def test_the_image_gets_all_that_the_wheel_is_made_of_and_nothing_else() -> None:
    copied = [words.split()[:-1] for words in lines("COPY") if not words.startswith("--from")]
    sources = {source for words in copied for source in words}
    assert all((ROOT / source).exists() for source in sources)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    needed = {*wheel["packages"], *wheel["force-include"], project["project"]["readme"]}
    assert needed | set(project["project"]["license-files"]) | {"pyproject.toml"} == sources
    ignored = (DEPLOY / "Dockerfile.dockerignore").read_text("utf-8").split("\n")
    passed = {line.removeprefix("!") for line in ignored if line.startswith("!")}
    assert passed == sources and "*" in ignored


def test_the_image_runs_as_nobody_in_particular_and_writes_in_one_place() -> None:
    assert lines("USER") == ["1000:1000"] and "--uid 1000" in DOCKERFILE
    assert lines("VOLUME") == lines("WORKDIR")[-1:] == ["/data"]
    assert "HOME=/data" in DOCKERFILE and "TMPDIR=/data" in DOCKERFILE
    last = DOCKERFILE.split("FROM ")[-1]
    assert "gcc" not in last and "pip" not in last, "tools stay in the first stage"
    assert "extra postgresql" in DOCKERFILE
    assert lines("EXPOSE") == [str(PORT)]
    assert f"127.0.0.1:{PORT}" in DOCKERFILE and "/_stcore/health" in DOCKERFILE


def started(words: list[str], monkeypatch: pytest.MonkeyPatch) -> Place:
    """The place where a command line would serve."""
    assert Path(words[0]).name == "seqdemo"
    places: list[Place] = []
    monkeypatch.setattr(run, "become_streamlit", lambda place, **_: places.append(place))
    monkeypatch.setattr(run, "check_free", lambda place: None)
    monkeypatch.setattr(processes, "serve", lambda place, *_, **__: places.append(place))
    done = CliRunner().invoke(app, words[1:])
    assert done.exit_code == 0, done.output
    return places[0]


def test_the_commands_of_image_and_unit_start_a_server(monkeypatch: pytest.MonkeyPatch) -> None:
    in_image = started(yaml.safe_load(lines("CMD")[-1]), monkeypatch)
    assert in_image.everywhere and in_image.port == PORT
    (command,) = re.findall(r"^ExecStart=(.+)$", UNIT, re.MULTILINE)
    assert started(shlex.split(command), monkeypatch).warning() is None


def test_systemd_takes_the_unit(tmp_path: Path) -> None:
    if not shutil.which("systemd-analyze"):
        pytest.skip("systemd-analyze is not installed")
    file = tmp_path / "seqdemo.service"
    file.write_text(UNIT.replace("/opt/seqdemo/bin/seqdemo", sys.executable))
    words = ["systemd-analyze", "verify", "--man=no", file]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 0 and done.stderr == ""


# ---- names, ports and paths ----------------------------------------------------------------------


def test_names_and_ports_of_compose_agree() -> None:
    services = COMPOSE["services"]
    inside, outside = services["app"], services["haproxy"]
    assert f"server-template app 16 app:{PORT} " in (DEPLOY / "haproxy.cfg").read_text("utf-8")
    assert inside["scale"] <= 16 and "ports" not in inside and "ports" not in services["database"]
    assert outside["ports"] == [f"${{PORT:-{PORT}}}:{PORT}"]
    (mounted,) = outside["volumes"]
    assert (DEPLOY / mounted.partition(":")[0]).is_file()
    assert (DEPLOY / inside["build"]["context"] / inside["build"]["dockerfile"]).is_file()
    assert inside["build"]["args"].keys() <= {word.partition("=")[0] for word in lines("ARG")}
    assert inside["volumes"] == ["files:/data"]
    database, url = services["database"]["environment"], inside["environment"][URL]
    user, name = database["POSTGRES_USER"], database["POSTGRES_DB"]
    assert url == f"postgresql://{user}:{database['POSTGRES_PASSWORD']}@database/{name}"
    for one in services.values():
        assert set(one["networks"]) <= set(COMPOSE["networks"])
        assert set(one.get("depends_on", ())) <= set(services)
    assert COMPOSE["networks"]["inside"]["internal"] and inside["networks"] == ["inside"]
    for one in (inside, outside):
        assert one["read_only"] and one["cap_drop"] == ["ALL"]


def test_names_and_ports_of_the_kubernetes_manifest_agree() -> None:
    space = {one["metadata"]["namespace"] for one in MANIFEST}
    assert space == {"seqdemo"}
    inside = named("Service", "app")
    host = f"{inside['metadata']['name']}.{space.pop()}.svc.cluster.local:{PORT}"
    config = named("ConfigMap", "haproxy")["data"]["haproxy.cfg"]
    assert f"server-template app 16 {host} " in config and f"bind 0.0.0.0:{PORT}\n" in config
    assert inside["spec"]["clusterIP"] == "None", "its name stands for all processes"
    for deployment in (one for one in MANIFEST if one["kind"] == "Deployment"):
        spec = deployment["spec"]
        assert spec["selector"]["matchLabels"] == spec["template"]["metadata"]["labels"]
        (one,) = spec["template"]["spec"]["containers"]
        assert one["ports"] == [{"name": "http", "containerPort": PORT}]
        assert one["securityContext"]["readOnlyRootFilesystem"]
        mounted = {mount["name"] for mount in one["volumeMounts"]}
        assert mounted == {volume["name"] for volume in spec["template"]["spec"]["volumes"]}
    for service, deployment in (("app", "app"), ("seqdemo", "haproxy")):
        labels = named("Deployment", deployment)["spec"]["selector"]["matchLabels"]
        assert named("Service", service)["spec"]["selector"] == labels
        assert named("Service", service)["spec"]["ports"][0]["targetPort"] == "http"


def test_the_pods_of_the_app_are_as_the_image_is() -> None:
    spec = named("Deployment", "app")["spec"]
    assert spec["replicas"] <= 16
    user = spec["template"]["spec"]["securityContext"]
    assert [f"{user['runAsUser']}:{user['runAsGroup']}"] == lines("USER")
    (mount,) = container("app")["volumeMounts"]
    assert [mount["mountPath"]] == lines("VOLUME")
    assert {one["name"] for one in container("app")["env"]} == {
        "FORWARDED_ALLOW_IPS",
        "STREAMLIT_SERVER_MAX_UPLOAD_SIZE",
        URL,
        processes.SECRET,
    }
    (from_haproxy,) = named("NetworkPolicy", "app")["spec"]["ingress"]
    assert from_haproxy["from"] == [{"podSelector": {"matchLabels": {"app": "haproxy"}}}]


def test_the_space_and_the_community_cloud_find_what_they_read() -> None:
    _, front, text = (DEPLOY / "space" / "README.md").read_text("utf-8").split("---\n", 2)
    said = yaml.safe_load(front)
    assert said["sdk"] == "docker" and said["app_port"] == PORT and text.strip()
    cloud = DEPLOY / "community-cloud"
    wanted = (cloud / "requirements.txt").read_text("utf-8").split("\n")
    assert [line for line in wanted if line and not line.startswith("#")] == ["."]
    assert "gcc" in (cloud / "packages.txt").read_text("utf-8").split()
    assert (ROOT / ".streamlit" / "config.toml").is_file() and (ROOT / "app.py").is_file()


def test_no_file_names_a_password_or_a_host() -> None:
    for path in (path for path in DEPLOY.rglob("*") if path.is_file()):
        text = path.read_text("utf-8")
        hosts = set(re.findall(r"https?://([\w.-]+)", text))
        assert hosts <= {"127.0.0.1"}, path
        secrets = re.findall(r"postgresql://\w+:([^@\s]+)@", text)
        assert all(fnmatch(word, "${*") or word == "password" for word in secrets), path


# ---- HAProxy finds replicas by their name --------------------------------------------------------


class App(BaseHTTPRequestHandler):
    """Says at which address it was reached."""

    def do_GET(self) -> None:
        body = str(self.server.server_address[0]).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def replicas() -> Iterator[tuple[list[str], int]]:
    """Addresses of two servers, and the port of both."""
    hosts, port = ["127.0.0.2", "127.0.0.3"], free_port()
    servers = [ThreadingHTTPServer((host, port), App) for host in hosts]
    for server in servers:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield hosts, port
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture
def names(replicas: tuple[list[str], int]) -> Iterator[int]:
    """Port of a name server that knows the two addresses under every name."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        asked.bind(("127.0.0.1", 0))
        answering = threading.Thread(target=answer, args=(asked, replicas[0]), daemon=True)
        answering.start()
        yield asked.getsockname()[1]
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as last:
            last.sendto(b"", asked.getsockname())
        answering.join()


def answer(asked: socket.socket, hosts: list[str]) -> None:
    """Answer questions for names with A records (RFC 1035), until one is empty."""
    while (received := asked.recvfrom(4096))[0]:
        question, who = received
        end = question.index(b"\0", 12) + 5
        header = question[:2] + b"\x81\x80\0\1" + len(hosts).to_bytes(2, "big") + bytes(4)
        record = b"\xc0\x0c\0\1\0\1\0\0\0\1\0\4"
        records = b"".join(record + socket.inet_aton(host) for host in hosts)
        asked.sendto(header + question[12:end] + records, who)


def test_haproxy_finds_replicas_by_name_and_keeps_a_browser_at_one(
    program: str, replicas: tuple[list[str], int], names: int, tmp_path: Path
) -> None:
    hosts, port = replicas
    front, file = free_port(), tmp_path / "haproxy.cfg"
    text = haproxy_config(f"127.0.0.1:{front}", Replicas(f"app.seqdemo:{port}"))
    here = f"nameserver here 127.0.0.1:{names}"
    file.write_text(text.replace("parse-resolv-conf", here))
    assert here in file.read_text()

    def visit(cookie: str = "") -> tuple[int, str, str]:
        connection = http.client.HTTPConnection("127.0.0.1", front, timeout=10)
        connection.request("GET", "/", headers={"Cookie": f"{COOKIE}={cookie}"} if cookie else {})
        reply = connection.getresponse()
        jar = SimpleCookie(reply.headers["Set-Cookie"] or "")
        body = reply.read().decode()
        connection.close()
        return reply.status, body, jar[COOKIE].value if COOKIE in jar else ""

    with subprocess.Popen([program, "-db", "-f", file], stderr=subprocess.PIPE) as balancer:
        try:
            found = dict(visit_until_both(visit, len(hosts)))
            assert sorted(found) == hosts and len(set(found.values())) == 2
            for host, cookie in found.items():
                assert [visit(cookie) for _ in range(4)] == [(200, host, "")] * 4
        finally:
            balancer.terminate()


def visit_until_both(visit: Any, count: int) -> dict[str, str]:
    """Host -> cookie of every replica, once HAProxy knows all."""
    found: dict[str, str] = {}
    waits = threading.Event()
    for _ in range(200):
        try:
            status, host, cookie = visit()
        except OSError:
            status = 0
        if status == 200:
            found[host] = cookie
        if len(found) == count:
            return found
        waits.wait(0.05)
    raise AssertionError(f"only {found} answered")
