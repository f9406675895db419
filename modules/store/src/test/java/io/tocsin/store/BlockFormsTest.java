package io.tocsin.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.LogEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BlockFormsTest {
    private static final int WIDTH = 1_000;

    private final LayoutJson parser = new LayoutJson();
    private final BlockForms forms = new BlockForms();

    /** A sender of ever new fields, who would fill the memory otherwise. */
    @Test
    void layoutsAreForgottenBeforeTheyAreTooManyLeaves() {
        boolean forgot = false;
        for (int sender = 0; sender < 3 * BlockForms.LEAVES_REMEMBERED / WIDTH; sender++) {
            long before = forms.leaves();
            block(wide(sender));
            forgot |= forms.leaves() < before;
            assertThat(forms.leaves()).isLessThan(BlockForms.LEAVES_REMEMBERED);
        }
        assertThat(forgot).isTrue();
    }

    @Test
    void whatComesAgainIsRemembered() {
        LogEvent event = wide(0);
        block(event);
        block(event);

        assertThat(forms.leaves()).isEqualTo(WIDTH);
    }

    private void block(LogEvent event) {
        forms.collect(List.of(event), new TermWriter());
        forms.clear();
    }

    private LogEvent wide(int sender) {
        String json = IntStream.range(0, WIDTH)
                .mapToObj(i -> "\"s%d_%d\":%d".formatted(sender, i, i))
                .collect(Collectors.joining(",", "{", "}"));
        return parser.parse(1, Instant.EPOCH, json.getBytes(StandardCharsets.UTF_8));
    }
}
