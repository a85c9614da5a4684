"""Makes the mistakes of docs/errors.md that are made in Python: snippets in, messages out, as JSON."""

import json
import logging
import sys


class _Logged(logging.Handler):
    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.levelname} {record.name}: {record.getMessage()}")


def main() -> None:
    given = json.load(sys.stdin)
    logger = logging.getLogger("crescendo")
    messages = []
    for number, snippet in enumerate(given["snippets"]):
        names: dict[str, object] = {}
        exec(given["preamble"], names)
        logged = _Logged()
        logger.addHandler(logged)
        try:
            exec(compile(snippet, f"mistake {number}", "exec"), names)
            messages.append("\n".join(logged.lines))
        except Exception as error:
            text = f"{type(error).__name__}: {error}"
            if "Original Traceback" in text:  # torch repeats what a worker process has raised, with its stack
                text = text.strip().splitlines()[-1].rpartition(".")[2]
            messages.append(text)
        finally:
            logger.removeHandler(logged)
            for value in names.values():
                if hasattr(value, "close"):
                    value.close()
    with open(sys.argv[1], "w") as answer:
        json.dump(messages, answer)


main()
