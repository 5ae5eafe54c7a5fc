"""One score, shown as text, JSON, Markdown, JUnit XML and one self-contained HTML file."""
