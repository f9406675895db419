package io.tocsin.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.Layout;
import io.tocsin.model.LogEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What must hold between a block and the events it was made of. */
final class BlockAssert {
    private BlockAssert() {}

    static void holds(Block block, List<LogEvent> events) throws IOException {
        assertThat(block.events()).isEqualTo(events.size());
        for (int i = 0; i < events.size(); i++) {
            LogEvent event = events.get(i);
            assertThat(block.id(i)).isEqualTo(event.id());
            assertThat(block.time(i)).isEqualTo(IndexTime.of(event.time()));
            assertThat(block.receivedAt(i)).isEqualTo(IndexTime.of(event.receivedAt()));
            byte[] json = block.json(i);
            if (!Arrays.equals(json, event.json())) {
                assertThat(new String(json, StandardCharsets.UTF_8))
                        .isEqualTo(new String(event.json(), StandardCharsets.UTF_8));
            }
            leavesHold(block, i, event);
        }
        for (int c = 0; c < block.columns(); c++) columnHolds(block.column(c));
    }

    private static void leavesHold(Block block, int index, LogEvent event) throws IOException {
        Form form = block.form(block.formOf(index));
        if (form.isRaw()) {
            assertThat(form.leaves()).isEqualTo(1);
            return;
        }
        Layout layout = Objects.requireNonNull(event.fields().layout());
        for (int leaf = 0; leaf < form.leaves(); leaf++) {
            assertThat(form.isText(leaf)).isEqualTo(layout.isText(leaf));
            Column column = block.column(form.column(leaf));
            int row = block.leafRows(block.formOf(index), leaf).row(index);
            byte[] expected = Arrays.copyOfRange(
                    event.json(), event.fields().leafStart(leaf), event.fields().leafEnd(leaf));
            assertThat(column.value(column.code(row))).isEqualTo(expected);
        }
    }

    static void columnHolds(Column column) throws IOException {
        int[] codes = column.codes();
        assertThat(codes).hasSize(column.rows());
        assertThat(column.distinct()).isBetween(1, column.rows());
        double[] numbers = column.numbers();
        for (int row = 0; row < column.rows(); row++) {
            assertThat(column.code(row)).isEqualTo(codes[row]).isBetween(0, column.distinct() - 1);
        }
        if (numbers != null) {
            assertThat(numbers).hasSize(column.distinct());
            for (int code = 0; code < numbers.length; code++) {
                String text = new String(column.value(code), StandardCharsets.UTF_8);
                assertThat(numbers[code]).isEqualTo(Double.parseDouble(text));
            }
        }
        templatesHold(column, column.templates());
    }

    private static void templatesHold(Column column, @Nullable Templates templates) throws IOException {
        if (templates == null) return;
        for (int row = 0; row < column.rows(); row++) {
            int template = templates.template(row);
            byte[][] constants = templates.constants(template);
            StringBuilder message = new StringBuilder(latin(constants[0]));
            for (int v = 0; v < constants.length - 1; v++) {
                Column variable = templates.variable(template, v);
                message.append(latin(variable.value(variable.code(templates.rowInTemplate(row)))));
                message.append(latin(constants[v + 1]));
            }
            assertThat(message.toString()).isEqualTo(latin(column.value(column.code(row))));
        }
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
