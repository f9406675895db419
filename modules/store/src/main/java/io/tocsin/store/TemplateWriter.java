package io.tocsin.store;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tries to write messages as {@link MessageTemplates}. */
final class TemplateWriter {
    /** Rarer templates cost more than they save; their messages are one variable as a whole, of one template. */
    private static final int RARE = 4;

    private static final String WHOLE = String.valueOf(Skeletons.VARIABLE);

    private final ColumnSink sink;
    private final ColumnWriter columns;
    private final Tokens tokens = new Tokens();
    private final BlockSink skeletonBytes = new BlockSink(1 << 16);
    private final Slices skeletons = new Slices();
    private final Distinct distinct = new Distinct();
    private final List<Slices> spare = new ArrayList<>();
    private int[] skeletonEnds = {};
    private long[] templateOf = {};

    /** Start and end of the tokens of all rows, one row after the other. */
    private int[] spans = new int[1 << 12];

    private int spansSize;

    /** A template to be written. */
    private static final class Template {
        private final String skeleton;
        private final boolean whole;

        /** Which tokens are variables. */
        private final boolean[] variable;

        private final List<Slices> variables = new ArrayList<>();

        /** The messages. */
        private int[] rows = new int[16];

        private int size;

        private Template(String skeleton, boolean whole, int tokens) {
            this.skeleton = skeleton;
            this.whole = whole;
            this.variable = new boolean[tokens];
        }

        private void add(int row) {
            if (size == rows.length) rows = Arrays.copyOf(rows, size * 2);
            rows[size++] = row;
        }
    }

    TemplateWriter(ColumnSink sink, ColumnWriter columns) {
        this.sink = sink;
        this.columns = columns;
    }

    boolean write(int encoding, Slices rows) {
        if (!scan(rows)) return false;
        distinct.of(skeletons);
        List<Template> templates = templates(rows.size());
        skeletons.clear();
        distinct.clear();
        if (templates.isEmpty()) return false;
        collect(rows, templates);
        write(encoding, rows, templates);
        for (Template template : templates) {
            for (Slices variable : template.variables) {
                variable.clear();
                spare.add(variable);
            }
        }
        return true;
    }

    private boolean scan(Slices rows) {
        skeletonBytes.clear();
        spansSize = 0;
        if (skeletonEnds.length < rows.size()) {
            skeletonEnds = new int[rows.size()];
            templateOf = new long[rows.size()];
        }
        for (int row = 0; row < rows.size(); row++) {
            byte[] source = rows.source(row);
            if (!tokens.scan(source, rows.start(row), rows.end(row))) return false;
            int done = rows.start(row);
            if (spansSize + 2 * tokens.size() > spans.length) {
                spans = Arrays.copyOf(spans, Math.max(spans.length * 2, spansSize + 2 * tokens.size()));
            }
            for (int t = 0; t < tokens.size(); t++) {
                spans[spansSize++] = tokens.start(t);
                spans[spansSize++] = tokens.end(t);
                if (!tokens.hasDigit(t)) continue;
                skeletonBytes.raw(source, done, tokens.start(t) - done);
                skeletonBytes.octet(Skeletons.VARIABLE);
                done = tokens.end(t);
            }
            skeletonBytes.raw(source, done, rows.end(row) - done);
            skeletonEnds[row] = skeletonBytes.size();
        }
        for (int row = 0; row < rows.size(); row++) {
            skeletons.add(skeletonBytes.array(), row == 0 ? 0 : skeletonEnds[row - 1], skeletonEnds[row]);
        }
        return true;
    }

    /** The templates, and in {@link #templateOf} the one of each row; none when too few rows have one. */
    private List<Template> templates(int rows) {
        List<String> texts = new ArrayList<>();
        Slices values = distinct.values();
        for (int i = 0; i < values.size(); i++) {
            texts.add(new String(values.source(i), values.start(i), values.length(i), StandardCharsets.ISO_8859_1));
        }
        List<String> merged = Skeletons.merged(texts);
        Map<String, Integer> uses = new HashMap<>();
        for (int row = 0; row < rows; row++) uses.merge(merged.get(distinct.codes()[row]), 1, Integer::sum);
        int rare = uses.values().stream()
                .filter(count -> count < RARE)
                .mapToInt(Integer::intValue)
                .sum();
        if (rare > rows / 2) return List.of();
        Map<String, Integer> numbers = new HashMap<>();
        List<Template> templates = new ArrayList<>();
        int[] numberOf = new int[merged.size()];
        for (int i = 0; i < numberOf.length; i++) {
            boolean whole = uses.getOrDefault(merged.get(i), 0) < RARE;
            // The key of whole messages is longer than their skeleton, as there may be a template of just one variable.
            String key = whole ? WHOLE + WHOLE : merged.get(i);
            numberOf[i] = numbers.computeIfAbsent(key, absent -> {
                templates.add(template(whole ? WHOLE : absent, whole));
                return templates.size() - 1;
            });
        }
        for (int row = 0; row < rows; row++) templateOf[row] = numberOf[distinct.codes()[row]];
        return templates;
    }

    private Template template(String skeleton, boolean whole) {
        byte[] bytes = skeleton.getBytes(StandardCharsets.ISO_8859_1);
        tokens.scan(bytes, 0, bytes.length);
        Template template = new Template(skeleton, whole, tokens.size());
        for (int t = 0; t < tokens.size(); t++) {
            template.variable[t] = bytes[tokens.start(t)] == Skeletons.VARIABLE;
            if (template.variable[t]) template.variables.add(spare.isEmpty() ? new Slices() : spare.removeLast());
        }
        return template;
    }

    private void collect(Slices rows, List<Template> templates) {
        int span = 0;
        for (int row = 0; row < rows.size(); row++) {
            Template template = templates.get((int) templateOf[row]);
            byte[] source = rows.source(row);
            template.add(row);
            if (template.whole) {
                template.variables.get(0).add(rows, row);
                tokens.scan(source, rows.start(row), rows.end(row));
                span += 2 * tokens.size();
                continue;
            }
            int variable = 0;
            for (boolean varies : template.variable) {
                if (varies) template.variables.get(variable++).add(source, spans[span], spans[span + 1]);
                span += 2;
            }
        }
    }

    private void write(int encoding, Slices messages, List<Template> templates) {
        BlockSink head = sink.head();
        head.octet(encoding);
        head.number(templates.size());
        for (Template template : templates) writeConstants(template);
        columns.integers().write(templateOf, messages.size());
        boolean copies = columns.originals().areBeside(messages);
        for (Template template : templates) {
            for (Slices variable : template.variables) {
                int original = copies ? columns.originals().of(variable, template.rows) : Originals.NONE;
                sink.skippable(() -> writeVariable(variable, original));
            }
        }
    }

    /** Writes the text around the variables; what turned out the same in all messages becomes part of it. */
    private void writeConstants(Template template) {
        List<byte[]> constants = new ArrayList<>();
        List<Slices> varying = new ArrayList<>();
        BlockSink constant = new BlockSink(64);
        String[] parts = template.skeleton.split(WHOLE, -1);
        for (int i = 0; i < parts.length; i++) {
            byte[] part = parts[i].getBytes(StandardCharsets.ISO_8859_1);
            constant.raw(part, 0, part.length);
            if (i == template.variables.size()) break;
            Slices variable = template.variables.get(i);
            if (variable.allSame()) {
                constant.raw(variable.source(0), variable.start(0), variable.length(0));
                variable.clear();
                spare.add(variable);
            } else {
                varying.add(variable);
                constants.add(constant.toBytes());
                constant.clear();
            }
        }
        constants.add(constant.toBytes());
        template.variables.clear();
        template.variables.addAll(varying);
        sink.head().number(varying.size());
        for (byte[] text : constants) sink.head().bytes(text);
    }

    private void writeVariable(Slices variable, int original) {
        if (original == Originals.NONE) {
            columns.write(variable, ColumnWriter.Place.VARIABLE);
        } else {
            sink.head().octet(Encoding.COPY);
            sink.head().number(original);
        }
    }
}
