package io.tocsin.store;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The templates of a column; the variables of one are read when one of its messages is asked for. */
final class MessageTemplates implements Templates {
    private static final class Template {
        private final byte[][] constants;
        private final int rows;
        private final ColumnSource[] sources;
        private final @Nullable Column[] variables;

        private Template(byte[][] constants, int rows, ColumnSource[] sources) {
            this.constants = constants;
            this.rows = rows;
            this.sources = sources;
            this.variables = new Column[sources.length];
        }
    }

    private final int[] templateOf;
    private final int[] rowInTemplate;
    private final Template[] templates;
    private final Siblings siblings;

    private MessageTemplates(int[] templateOf, int[] rowInTemplate, Template[] templates, Siblings siblings) {
        this.templateOf = templateOf;
        this.rowInTemplate = rowInTemplate;
        this.templates = templates;
        this.siblings = siblings;
    }

    static MessageTemplates read(ColumnSource source, int rows, Siblings siblings) throws IOException {
        byte[][][] constants = readConstants(source.head(), rows);
        long[] codes = Integers.read(source, rows);
        int[] templateOf = new int[rows];
        int[] rowInTemplate = new int[rows];
        int[] counts = new int[constants.length];
        for (int i = 0; i < rows; i++) {
            if (codes[i] < 0 || codes[i] >= constants.length) {
                throw new IOException("cannot read block: template " + codes[i] + " of " + constants.length);
            }
            templateOf[i] = (int) codes[i];
            rowInTemplate[i] = counts[templateOf[i]]++;
        }
        Template[] templates = new Template[constants.length];
        for (int t = 0; t < templates.length; t++) {
            ColumnSource[] variables = new ColumnSource[constants[t].length - 1];
            for (int v = 0; v < variables.length; v++) variables[v] = source.skippable();
            templates[t] = new Template(constants[t], counts[t], variables);
        }
        return new MessageTemplates(templateOf, rowInTemplate, templates, siblings);
    }

    private static byte[][][] readConstants(BlockSource head, int rows) throws IOException {
        byte[][][] constants = new byte[head.count(rows)][][];
        for (int t = 0; t < constants.length; t++) {
            constants[t] = new byte[head.count(head.left()) + 1][];
            for (int i = 0; i < constants[t].length; i++) constants[t][i] = head.bytes();
        }
        return constants;
    }

    byte[] message(int row) throws IOException {
        int number = templateOf[row];
        Template template = templates[number];
        byte[][] values = new byte[template.variables.length][];
        int length = template.constants[0].length;
        for (int v = 0; v < values.length; v++) {
            Column variable = variable(number, v);
            values[v] = variable.value(variable.code(rowInTemplate[row]));
            length += values[v].length + template.constants[v + 1].length;
        }
        byte[] message = new byte[length];
        int at = put(message, 0, template.constants[0]);
        for (int v = 0; v < values.length; v++) {
            at = put(message, at, values[v]);
            at = put(message, at, template.constants[v + 1]);
        }
        return message;
    }

    private static int put(byte[] target, int at, byte[] part) {
        System.arraycopy(part, 0, target, at, part.length);
        return at + part.length;
    }

    @Override
    public int templates() {
        return templates.length;
    }

    @Override
    public int template(int row) {
        return templateOf[row];
    }

    @Override
    public byte[][] constants(int template) {
        return templates[template].constants;
    }

    @Override
    public Column variable(int template, int variable) throws IOException {
        Template of = templates[template];
        Column known = of.variables[variable];
        if (known != null) return known;
        Column read = Encoding.readVariable(of.sources[variable], rows(template), siblings);
        of.variables[variable] = read;
        return read;
    }

    private int[] rows(int template) {
        int[] rows = new int[templates[template].rows];
        int next = 0;
        for (int row = 0; next < rows.length; row++) {
            if (templateOf[row] == template) rows[next++] = row;
        }
        return rows;
    }

    @Override
    public int rowInTemplate(int row) {
        return rowInTemplate[row];
    }
}
