package io.tocsin.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.LogEvent;
import io.tocsin.query.Words;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Each way to keep a column, at its edges: what comes back is what was written. */
class BlockEncodingTest {
    private final LayoutJson parser = new LayoutJson();
    private final BlockWriter writer = new BlockWriter();
    private final Random random = new Random(11);

    @Test
    void numbersAtTheEdgesComeBack() throws IOException {
        assertThat(column("0", "9223372036854775807", "-9223372036854775808", "1", "-1"))
                .isInstanceOf(NumberColumn.class);
        assertThat(column("-9223372036854775808", "9223372036854775807", "-9223372036854775808", "3"))
                .isInstanceOf(NumberColumn.class);
        assertThat(column("0.50", "0.5", "-0.5", "17", "-3.000001")).isInstanceOf(NumberColumn.class);
        assertThat(column("123456789012345678", "1234567890123456.78", "0.5")).isInstanceOf(PlainColumn.class);
        assertThat(column("0.12345678901234567", "0.00000000000000001", "1")).isInstanceOf(NumberColumn.class);
    }

    @Test
    void wholeNumbersOfEveryLengthComeBack() throws IOException {
        List<String> numbers = new ArrayList<>(List.of("0", "-1", "-999999999999999999"));
        for (String digits = "9"; digits.length() <= NumberColumn.MAX_DIGITS; digits += "9") {
            numbers.add(digits);
            numbers.add("1" + digits.substring(1).replace('9', '0'));
        }
        assertThat(column(numbers.toArray(String[]::new))).isInstanceOf(NumberColumn.class);
        assertThat(column(
                        numbers.stream().map(each -> "\"take " + each + " ms\"").toArray(String[]::new)))
                .isInstanceOf(NumberColumn.class);
    }

    @Test
    void numbersThatWouldChangeStayTexts() throws IOException {
        for (String odd : List.of("-0", "-0.0", "1e5", "1E5", "1.", "01", "+1", "", "-", ".5", "9223372036854775808")) {
            assertThat(column("\"1\"", "\"" + odd + "\"", "\"2\"")).as(odd).isNotInstanceOf(NumberColumn.class);
        }
    }

    @Test
    void mixedTypesAtOnePathComeBack() throws IOException {
        column("1", "\"1\"", "true", "null", "{}", "[]", "{\"x\":1}", "[1,\"one\",[2]]", "1.0", "false");
    }

    @Test
    void arraysOfVaryingLengthComeBack() throws IOException {
        column(i -> IntStream.range(0, i % 7).mapToObj(j -> "" + i * j).toList().toString(), 700);
        column(
                i -> IntStream.range(0, i % 3)
                        .mapToObj(j -> "\"t" + j + "\"")
                        .toList()
                        .toString(),
                700);
    }

    @Test
    void timesComeBackHoweverTheyAreWritten() throws IOException {
        assertThat(column(
                        "\"2026-01-05T08:00:01.010Z\"",
                        "\"1678-01-01T00:00:00Z\"",
                        "\"2261-12-31T23:59:59.999999999Z\""))
                .isInstanceOf(TimeColumn.class);
        assertThat(column("\"2024-02-29 08:00:01,5\"", "\"1969-12-31 08:00:01,500\""))
                .isInstanceOf(TimeColumn.class);
        assertThat(column("\"2024-02-29T08:00:01.1234567891Z\"", "\"2024-02-29T08:00:02.1234567891Z\""))
                .isInstanceOf(TimeColumn.class);
        assertThat(column("\"2024-02-29T08:00:01+05:30\"", "\"2024-03-29T08:00:01+05:30\""))
                .isInstanceOf(TimeColumn.class);
    }

    @Test
    void whatIsNoTimeStaysText() throws IOException {
        for (String odd : List.of(
                "2026-02-29T08:00:01Z",
                "2026-13-01T08:00:01Z",
                "2026-00-01T08:00:01Z",
                "2026-01-01T24:00:01Z",
                "2026-01-01T08:60:01Z",
                "2026-01-01T08:00:60Z",
                "2026-01-01T08:00:01.Z",
                "2026-01-01T08:00:01z",
                "2026-01-01T08:00:01",
                "2026-1-01T08:00:01Z",
                "1677-01-01T08:00:01Z",
                "1969-12-31T23:59:59Z",
                "")) {
            assertThat(column("\"2026-01-05T08:00:01Z\"", "\"" + odd + "\""))
                    .as(odd)
                    .isNotInstanceOf(TimeColumn.class);
            assertThat(column("\"" + odd + "\"", "\"2026-01-05T08:00:01Z\""))
                    .as(odd)
                    .isNotInstanceOf(TimeColumn.class);
        }
    }

    @Test
    void idsOfOneLengthArePacked() throws IOException {
        assertThat(column(i -> "\"req-" + hex() + "\"", 300)).isInstanceOf(PatternColumn.class);
        assertThat(column(i -> "\"REQ_" + hex().toUpperCase(Locale.ROOT) + "\"", 300))
                .isInstanceOf(PatternColumn.class);
        assertThat(column(i -> "\"" + new UUID(random.nextLong(), random.nextLong()) + "\"", 300))
                .isInstanceOf(PatternColumn.class);
        assertThat(column("\"aB\"", "\"Ab\"", "\"AB\"")).isInstanceOf(PlainColumn.class);
        assertThat(column("\"007\"", "\"008\"", "\"123\"")).isInstanceOf(PatternColumn.class);
    }

    /** Digits are compared as they are kept; each answer must be that of the text. */
    @Test
    void anIdIsFoundInItsDigits() throws IOException {
        List<Column> columns = List.of(
                column(i -> "\"req-" + hex() + "\"", 300),
                column(i -> "\"REQ_" + hex().toUpperCase(Locale.ROOT) + "\"", 300),
                column(i -> "\"" + hex().substring(0, 7) + "\"", 300),
                column(i -> "\"é-" + hex() + "\"", 300));
        for (Column column : columns) {
            assertThat(column).isInstanceOf(PatternColumn.class);
            for (int i = 0; i < 400; i++) {
                String whole = Words.fold(new String(column.value(random.nextInt(300)), StandardCharsets.UTF_8));
                if (i % 4 == 1) whole = whole.substring(0, whole.length() - 1) + hex().charAt(0);
                if (i % 4 == 2) whole = whole.substring(1 + random.nextInt(5));
                if (i % 40 == 3) whole = whole.replace(whole.charAt(random.nextInt(whole.length())), 'z');
                if (i % 40 == 7) whole += "0";
                if (whole.chars().allMatch(c -> c < 0x80)) assertFound(column, whole);
            }
        }
    }

    private static void assertFound(Column column, String text) throws IOException {
        Needle needle = new Needle(text);
        byte[] expected = new byte[column.distinct()];
        boolean any = false;
        for (int code = 0; code < expected.length; code++) {
            expected[code] = (byte) (needle.mayBeIn(column.value(code)) ? 1 : 0);
            any |= expected[code] == 1;
        }
        assertThat(column.marks(needle)).as(text).isEqualTo(any ? expected : null);
    }

    @Test
    void numbersWithTextAroundThemAreNumbers() throws IOException {
        assertThat(column(i -> "\"user-" + i * 7919 % 100_003 + "\"", 500)).isInstanceOf(NumberColumn.class);
        assertThat(column(i -> "\"" + i * 7919 % 100_003 + "ms\"", 500)).isInstanceOf(NumberColumn.class);
        assertThat(column("\"blk_-1608999687919862906\"", "\"blk_7503483334202473044\"", "\"blk_3\""))
                .isInstanceOf(NumberColumn.class);
        assertThat(column("\"aa\"", "\"a\"", "\"aaa\"")).isInstanceOf(PlainColumn.class);
        assertThat(column("\"5x5\"", "\"5x\"", "\"x5\"", "\"x\"")).isInstanceOf(PlainColumn.class);
    }

    @Test
    void anyNumberOfDistinctValuesComesBack() throws IOException {
        for (int distinct : new int[] {1, 2, 255, 256, 257, 5_000}) {
            Column column = column(i -> "\"name " + random.nextInt(distinct) * 31 + "x\"", 12_000);
            assertThat(column.exact() || column.templates() != null).isTrue();
        }
        column(i -> "\"u" + random.nextInt(60_000) + "x\"", 65_536);
        column(i -> "[\"n" + i + "x\",\"m" + random.nextInt(50_000) + "y\"]", 65_536);
        assertThat(column(i -> "[\"n" + i + "x\",\"n" + i + "x\"]", 65_536).distinct())
                .isEqualTo(65_536);
    }

    @Test
    void emptyAndEscapedTextsComeBack() throws IOException {
        column("\"\"", "\"\"", "\"x\"");
        column(
                i -> "\"said \\\"" + i + "\\\" and \\\\" + i + "\\n\\u00e9" + i + " ü" + i + "\\u0001 (-" + i + ")-\"",
                300);
    }

    @Test
    void whatMessagesRepeatOfTheirFieldsComesBack() throws IOException {
        Column messages = column(
                i -> {
                    String user = "u" + random.nextInt(1_000);
                    String text = i % 3 == 0 ? "Order " + i + " of " + user : "User " + user + " came in at " + i % 50;
                    String bytes = i % 3 == 0 ? ",\"n\":[" + i + ",5]" : "";
                    return "\"" + text + "\",\"user\":\"" + user + "\",\"copy\":\"" + text + "\"" + bytes;
                },
                2_000);

        Templates templates = Objects.requireNonNull(messages.templates());
        assertThat(templates.templates()).isEqualTo(2);
        assertThat(templates.variable(0, 0)).as("the order").isInstanceOf(CopyColumn.class);
        assertThat(templates.variable(0, 1)).as("the user").isInstanceOf(CopyColumn.class);
        assertThat(templates.variable(1, 1)).as("of nothing").isNotInstanceOf(CopyColumn.class);
    }

    @Test
    void wordsThatVaryAreVariablesAndTokensThatDoNotAreConstants() throws IOException {
        Column messages = column(
                i -> "\"Cannot reach host " + Integer.toString(i, 36).replaceAll("[0-9]", "q") + " by v2\"", 2_000);

        Templates templates = Objects.requireNonNull(messages.templates());
        assertThat(templates.constants(0)).isEqualTo(new byte[][] {
            "Cannot reach host ".getBytes(StandardCharsets.UTF_8), " by v2".getBytes(StandardCharsets.UTF_8)
        });
    }

    @Test
    void hugeValuesAndWideEventsComeBack() throws IOException {
        column("\"" + "long words ".repeat(100_000) + "\"", "\"" + hex().repeat(65_536) + "\"", "\"short\"");
        column(i -> "{" + "\"f\":1,".repeat(999) + "\"g\":" + i + "}", 10);
    }

    private String hex() {
        return String.format("%016x", random.nextLong());
    }

    private Column column(String... values) throws IOException {
        return column(i -> values[i], values.length);
    }

    /** Writes events of one field {@code v}, checks that they come back, and gives the column of the first leaf. */
    private Column column(IntFunction<String> value, int events) throws IOException {
        List<LogEvent> written = IntStream.range(0, events)
                .mapToObj(i -> parser.parse(
                        i,
                        RandomEvents.START.plusNanos(i),
                        ("{\"v\":" + value.apply(i) + "}").getBytes(StandardCharsets.UTF_8)))
                .toList();
        byte[] bytes = writer.write(written);
        Block block = Block.read(bytes, 0, bytes.length);
        BlockAssert.holds(block, written);
        return block.column(0);
    }
}
