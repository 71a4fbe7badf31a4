"""What holds for the whole program: access, sentences, templates, migrations, privacy."""
