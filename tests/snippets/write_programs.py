"""Writes the C++ programs of the documentation's snippets into a folder, and prints every snippet that is proved, one a line:
write_programs.py TREE FOLDER. A file that would not change is left alone."""
import sys
from pathlib import Path

from snippets import HERE, in_tree, program


def main():
    tree, folder = (Path(each) for each in sys.argv[1:3])
    folder.mkdir(parents=True, exist_ok=True)
    # Mistakes are for the test that looks for them: it says more than a build that stops.
    for snippet in in_tree(tree)[0]:
        if not snippet.proof:
            continue
        print(snippet.name, snippet.language, snippet.proof)
        if snippet.language == "cpp":
            file = folder / f"{snippet.name}.cpp"
            text = program(snippet, (HERE / "surroundings" / f"{snippet.proof}.cpp").read_text(encoding="utf-8"))
            if not file.is_file() or file.read_text(encoding="utf-8") != text:
                file.write_text(text, encoding="utf-8")


main()
