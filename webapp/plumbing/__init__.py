"""Between Flask and core: who may, which language, which transaction, which sentence."""
