package io.tocsin.store;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Messages kept as {@link Templates}. */
final class TemplateColumn extends DirectColumn {
    private final MessageTemplates templates;

    TemplateColumn(MessageTemplates templates, int rows) {
        super(rows);
        this.templates = templates;
    }

    @Override
    public byte[] value(int code) throws IOException {
        return templates.message(code);
    }

    @Override
    public double @Nullable [] numbers() {
        return null;
    }

    @Override
    public Templates templates() {
        return templates;
    }
}
