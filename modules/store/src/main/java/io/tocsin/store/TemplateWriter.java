package io.tocsin.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tries to write messages as {@link MessageTemplates}. */
final class TemplateWriter {
    private static final byte[] NOTHING = {};

    private final ColumnSink sink;
    private final ColumnWriter columns;
    private final TemplateBook book = new TemplateBook();
    private final Slices unknown = new Slices();
    private final ColumnRows whole = new ColumnRows();
    private final BlockSink constant = new BlockSink(64);
    private final SpareColumns spare = new SpareColumns();

    /** Of this block, in the order of their first messages. */
    private final List<KnownTemplate> used = new ArrayList<>();

    private @Nullable KnownTemplate[] templateOf = {};
    private long[] numbers = {};

    TemplateWriter(ColumnSink sink, ColumnWriter columns) {
        this.sink = sink;
        this.columns = columns;
    }

    boolean write(int encoding, ColumnRows messages, ColumnWriter.Place place) {
        int rows = messages.size();
        if (numbers.length < rows) {
            numbers = new long[rows];
            templateOf = new KnownTemplate[rows];
        }
        try {
            find(messages);
            collectWhole(messages);
            if (whole.size() > rows / 2) return false;
            write(encoding, messages, place == ColumnWriter.Place.COLUMN);
            return true;
        } finally {
            used.forEach(template -> template.clear(spare));
            used.clear();
            whole.clear();
            Arrays.fill(templateOf, 0, rows, null);
            book.clear();
        }
    }

    private void find(ColumnRows messages) {
        int missing = find(messages, messages.size());
        if (!book.mayLearn(missing, messages.size())) return;
        Slices values = messages.values();
        for (int row = 0; row < messages.size(); row++) {
            if (templateOf[row] == null) unknown.add(values, messages.at(row));
        }
        int left = book.learn(unknown) ? find(messages, missing) : missing;
        book.learned(missing - left, missing);
        unknown.clear();
    }

    /** Finds the templates of messages that have none so far; gives how many are left without. */
    private int find(ColumnRows messages, int missing) {
        Slices values = messages.values();
        byte[] source = values.bytes();
        int left = missing;
        for (int row = 0; row < messages.size(); row++) {
            if (templateOf[row] != null) continue;
            int at = messages.at(row);
            KnownTemplate template = book.find(source, values.start(at), values.end(at));
            if (template == null) continue;
            if (template.size() == 0) used.add(template);
            template.add(row, source, book.spans(), spare);
            templateOf[row] = template;
            left--;
        }
        return left;
    }

    /** Messages of rare templates, or of none, are one variable as a whole, of one template, which is the last. */
    private void collectWhole(ColumnRows messages) {
        int kept = 0;
        for (KnownTemplate template : used) {
            if (template.size() >= TemplateBook.RARE) template.number(kept++);
            else template.number(KnownTemplate.RARE);
        }
        Slices values = messages.values();
        for (int row = 0; row < messages.size(); row++) {
            KnownTemplate template = templateOf[row];
            int number = template == null ? KnownTemplate.RARE : template.number();
            numbers[row] = number == KnownTemplate.RARE ? kept : number;
            if (number == KnownTemplate.RARE) whole.add(values, messages.at(row));
        }
    }

    private void write(int encoding, ColumnRows messages, boolean collects) {
        List<Variables> all = new ArrayList<>();
        for (KnownTemplate template : used) {
            if (template.number() != KnownTemplate.RARE) all.add(narrowed(template));
        }
        if (whole.size() > 0) all.add(new Variables(new byte[][] {NOTHING, NOTHING}, List.of(whole), new int[0]));
        BlockSink head = sink.head();
        head.octet(encoding);
        head.number(all.size());
        for (Variables template : all) {
            head.number(template.columns.size());
            for (byte[] text : template.constants) head.bytes(text);
        }
        columns.integers().write(numbers, messages.size());
        boolean copies = columns.originals().areBeside(messages);
        for (Variables template : all) write(template, messages, copies, collects);
    }

    /** What of a template is written: what turned out the same in all messages has become part of the text around. */
    // Made and read in this class; never compared.
    @SuppressWarnings("ArrayRecordComponent")
    private record Variables(byte[][] constants, List<ColumnRows> columns, int[] rows) {}

    private Variables narrowed(KnownTemplate template) {
        List<byte[]> constants = new ArrayList<>();
        List<ColumnRows> varying = new ArrayList<>();
        byte[][] parts = template.constants();
        constant.clear();
        for (int i = 0; i < parts.length; i++) {
            constant.raw(parts[i], 0, parts[i].length);
            if (i == parts.length - 1) break;
            ColumnRows variable = template.variable(i);
            Slices values = variable.values();
            if (variable.allSame()) {
                constant.raw(values.bytes(), values.start(0), values.length(0));
            } else {
                varying.add(variable);
                constants.add(constant.toBytes());
                constant.clear();
            }
        }
        constants.add(constant.toBytes());
        return new Variables(constants.toArray(byte[][]::new), varying, template.rows());
    }

    private void write(Variables template, ColumnRows messages, boolean copies, boolean collects) {
        TermWriter terms = columns.terms();
        boolean apart = collects && template.rows.length > 0 && terms.addApart(template.constants);
        if (collects && !apart) addTerms(template, messages);
        for (ColumnRows variable : template.columns) {
            int original = copies && template.rows.length > 0
                    ? columns.originals().of(variable, template.rows)
                    : Originals.NONE;
            // What is copied has given its terms with its column.
            if (apart && original == Originals.NONE) terms.add(variable.values());
            sink.skippable(() -> writeVariable(variable, original));
        }
    }

    private void addTerms(Variables template, ColumnRows messages) {
        Slices values = messages.values();
        TermWriter terms = columns.terms();
        if (template.rows.length == 0) {
            terms.add(whole.values());
            return;
        }
        // A text that has been narrowed to nothing but constants is known from any message.
        int count = template.columns.isEmpty() ? 1 : rowsOf(template);
        for (int i = 0; i < count; i++) terms.add(values, messages.at(template.rows[i]));
    }

    private static int rowsOf(Variables template) {
        return template.columns.getFirst().size();
    }

    private void writeVariable(ColumnRows variable, int original) {
        if (original == Originals.NONE) {
            columns.write(variable, ColumnWriter.Place.VARIABLE);
        } else {
            sink.head().octet(Encoding.COPY);
            sink.head().number(original);
        }
    }
}
