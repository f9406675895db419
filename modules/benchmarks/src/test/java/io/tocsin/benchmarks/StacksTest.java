package io.tocsin.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StacksTest {
    private final Stacks stacks = new Stacks();

    @Test
    void whatTheJdkDoesCountsForWhoeverCalledIt() {
        stacks.add(
                "pool-7", List.of("java.lang.Thread.run", "io.tocsin.store.Blocks.add", "java.lang.String.hashCode"));
        stacks.add("pool-8", List.of("java.lang.Thread.run", "org.apache.lucene.index.IndexWriter.add"));
        stacks.add("pool-9", List.of("java.lang.Thread.run"));

        assertThat(stacks.rooms()).isEqualTo(Map.of("our store", 1L, "Lucene index", 1L, "the JDK itself", 1L));
    }

    @Test
    void threadsThatOnlyTheirNumberTellsApartAreOne() {
        stacks.add("pool-7", List.of("a.B.c"));
        stacks.add("pool-12", List.of("a.B.c"));

        assertThat(stacks.root().children()).extracting(Stacks.Node::name).containsExactly("pool-N");
    }

    @Test
    void theDrawingNamesEveryCallThatIsWideEnough() {
        for (int i = 0; i < 10_000; i++) stacks.add("index", List.of("io.tocsin.store.Blocks.add"));
        stacks.add("index", List.of("io.tocsin.store.Blocks.seldom"));

        String drawing = new FlameSvg("a & b").draw(stacks.root());

        assertThat(drawing)
                .contains("io.tocsin.store.Blocks.add, 100.0 %", "a &amp; b")
                .doesNotContain("seldom");
    }
}
