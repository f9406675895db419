package io.tocsin.notify;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HtmlTextTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<b>abc</b> | 3 | <b>abc</b>",
                "<b>abcd</b> | 3 | <b>ab…</b>",
                "<b>a<i>bcd</i></b> | 3 | <b>a<i>b…</i></b>",
                "a&lt;b&gt;c | 3 | a&lt;…",
                "<a href=\"x\">abcdef</a>ghi | 6 | <a href=\"x\">abcde…</a>",
                "🔥🔥🔥 | 4 | 🔥…",
                "a < b and c | 5 | a < …",
                // an entity that nobody knows counts as it is written, and goes as a whole
                "&bogus;abc | 5 | …",
            })
    void visibleTextIsCutAndTagsAreClosed(String html, int limit, String cut) {
        assertThat(HtmlText.cutVisible(html, limit)).isEqualTo(cut);
    }

    @Test
    void withAllTagsItStaysWithinTheLimitWhereverItIsCut() {
        String html = "<b>one</b> &lt;<i>two <a href=\"https://example.org/\">three</a></i> four🔥five</p>";
        for (int limit = 1; limit <= html.length(); limit++) {
            String cut = HtmlText.cutAll(html, limit);

            assertThat(cut.length()).isLessThanOrEqualTo(limit);
            assertThat(opened(cut)).isEqualTo(closed(cut));
        }
        assertThat(HtmlText.cutAll(html, html.length())).isEqualTo(html);
    }

    @ParameterizedTest
    @CsvSource({
        "<b>a</b> &amp; &#39;b&#x27; &lt;i&gt;, a & 'b' <i>",
        "a < b, a < b",
        "&#99999999;, &#99999999;",
        "&nope;, &nope;",
    })
    void plainIsWhatAReaderSees(String html, String plain) {
        assertThat(HtmlText.plain(html)).isEqualTo(plain.replace("\"", ""));
    }

    private static long opened(String html) {
        return html.split("<[bia]", -1).length;
    }

    private static long closed(String html) {
        return html.split("</[bia]", -1).length;
    }
}
