package io.tocsin.template;

/** A text that holds templates, under the name that errors give it. */
record Source(String name, String text) {
    TemplateException error(int at, String problem) {
        int line = 1;
        int lineStart = 0;
        for (int i = text.indexOf('\n'); i >= 0 && i < at; i = text.indexOf('\n', i + 1)) {
            line++;
            lineStart = i + 1;
        }
        return new TemplateException(name, line, at - lineStart + 1, problem);
    }
}
