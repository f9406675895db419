package io.tocsin.server.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SilencesTest extends DropInCase {
    private static final String PATH = "/api/v2/silences";
    private static final String ONE = "/api/v2/silence/";
    private static final JsonObject GOOD = new JsonObject("""
            {"matchers": [{"name": "a", "value": "b", "isRegex": false}], "startsAt": "2026-11-20T09:00:00Z",
             "endsAt": "2026-11-21T09:00:00Z", "createdBy": "me", "comment": "quiet"}""");

    private static JsonObject good() {
        return GOOD.copy();
    }

    private String made(JsonObject silence) {
        Reply reply = post(PATH, silence.encode());
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        return reply.json().getString("silenceID");
    }

    @Test
    void aSilenceIsShownAsItWasMade() {
        String id = made(good().put("annotations", new JsonObject().put("ticket", "T-1")));

        assertThat(get(ONE + id).json()).isEqualTo(new JsonObject("""
                {"id": "%s", "status": {"state": "active"}, "updatedAt": "2026-11-20T10:03:07.000Z",
                 "annotations": {"ticket": "T-1"}, "comment": "quiet", "createdBy": "me",
                 "endsAt": "2026-11-21T09:00:00.000Z", "startsAt": "2026-11-20T10:03:07.000Z",
                 "matchers": [{"isEqual": true, "isRegex": false, "name": "a", "value": "b"}]}""".formatted(id)));
    }

    @Test
    void matchersAreEqualUnlessTheySayOtherwise() {
        made(good().put("matchers", new JsonArray("""
                [{"name": "a", "value": "b", "isRegex": false, "isEqual": null},
                 {"name": "c", "value": "d.*", "isRegex": true, "isEqual": false}]""")));

        assertThat(list(PATH).getJsonObject(0).getJsonArray("matchers")).isEqualTo(new JsonArray("""
                [{"isEqual": true, "isRegex": false, "name": "a", "value": "b"},
                 {"isEqual": false, "isRegex": true, "name": "c", "value": "d.*"}]"""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"comment": null}                                     | 422 | comment in body is required
            {"createdBy": null}                                   | 422 | createdBy in body is required
            {"startsAt": null}                                    | 422 | startsAt in body is required
            {"matchers": null}                                    | 422 | matchers in body is required
            {"matchers": []}                                      | 422 | matchers in body should have at least 1 items
            {"matchers": {}}                                      | 400 | matchers must be an array
            {"matchers": [null]}                                  | 400 | each matcher must be an object
            {"matchers": [{"value":"b","isRegex":true}]}          | 422 | matchers.0.name in body is required
            {"matchers": [{"name":"a","value":"b"}]}              | 422 | matchers.0.isRegex in body is required
            {"matchers": [{"name":"a","value":"b","isRegex":1}]}  | 400 | isRegex must be true or false
            {"matchers": [{"name":"","value":"b","isRegex":true}]} | 400 | silence invalid: invalid label matcher 0: invalid label name ""
            {"matchers": [{"name":"a","value":"(","isRegex":true}]} | 400 | silence invalid: invalid label matcher 0:
            {"matchers": [{"name":"a","value":"","isRegex":false}]} | 400 | silence invalid: at least one matcher must not match the empty
            {"startsAt": "x"}                                     | 400 | startsAt is no time: 'x'
            {"startsAt": 7}                                       | 400 | startsAt must be a text
            {"startsAt": "2026-11-22T09:00:00Z"}                  | 400 | Failed to create silence: start time must be before end time
            {"endsAt": "0001-01-01T00:00:00Z"}                    | 400 | Failed to create silence: start time must be before end time
            {"endsAt": "2026-11-20T10:00:00Z"}                    | 400 | Failed to create silence: end time can't be in the past
            {"id": "x"}                                           | 404 | silence not found
            {"annotations": {"a": 1}}                             | 400 | a must be a text
            {"during": [{"weekdays": ["funday"]}]}                | 400 | silence invalid: during: 'funday' is not valid in 'weekdays'
            {"during": [{"hours": "x"}]}                          | 400 | silence invalid: during: unknown key 'hours'
            {"during": "x"}                                       | 400 | during must be an array of time intervals
            {"untilResolved": "x"}                                | 400 | untilResolved must be true or false
            """)
    void aBadSilenceIsRefused(String change, int status, String reason) {
        Reply reply = post(PATH, good().mergeIn(new JsonObject(change)).encode());

        assertThat(reply.message()).contains(reason);
        assertThat(reply.status()).isEqualTo(status);
        assertThat(list(PATH)).isEmpty();
        assertThat(bugs).hasValue(0);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ``    | 422
            null  | 422
            {}    | 422
            []    | 400
            "x"   | 400
            {     | 400
            """)
    void aBodyThatIsNoSilenceIsRefused(String body, int status) {
        assertThat(post(PATH, body).status()).isEqualTo(status);
        assertThat(send("POST", PATH, "{}", "Content-Type", "text/plain").status())
                .isEqualTo(415);
    }

    @Test
    void aStartThatIsNotSetIsNow() {
        String id = made(good().put("startsAt", "0001-01-01T00:00:00.000Z"));

        assertThat(get(ONE + id).json().getString("startsAt")).isEqualTo("2026-11-20T10:03:07.000Z");
    }

    @Test
    void anActiveSilenceCanGetAnotherEndAndAnotherOneOtherMatchers() {
        String id = made(good());
        JsonObject shown = get(ONE + id).json();

        assertThat(made(shown.copy().put("endsAt", "2026-11-22T09:00:00Z"))).isEqualTo(id);
        String other = made(
                shown.copy().put("matchers", new JsonArray("[{\"name\":\"x\",\"value\":\"y\",\"isRegex\":false}]")));

        assertThat(other).isNotEqualTo(id);
        assertThat(state(id)).isEqualTo("expired");
        assertThat(state(other)).isEqualTo("active");
    }

    @Test
    void endingASilenceTwiceIsFine() {
        String id = made(good());

        assertThat(send("DELETE", ONE + id, "").status()).isEqualTo(200);
        assertThat(send("DELETE", ONE + id, "").status()).isEqualTo(200);
        assertThat(state(id)).isEqualTo("expired");
    }

    private String state(String id) {
        return get(ONE + id).json().getJsonObject("status").getString("state");
    }

    @Test
    void anUnknownSilenceIsNotFoundAndABadIdIsNone() {
        String unknown = MemoryRouted.id(99);

        assertThat(get(ONE + unknown).status()).isEqualTo(404);
        assertThat(get(ONE + unknown).body()).isEmpty();
        assertThat(send("DELETE", ONE + unknown, "").status()).isEqualTo(404);
        assertThat(get(ONE + "x").status()).isEqualTo(422);
        assertThat(send("DELETE", ONE + "x", "").message()).isEqualTo("silenceID in path must be of type uuid: \"x\"");
    }

    @Test
    void activeOnesComeFirstThenThoseToComeThenThoseThatAreOver() {
        String late = made(good().put("endsAt", "2026-11-25T09:00:00Z"));
        String soon = made(good());
        String later = made(good().put("startsAt", "2026-11-20T20:00:00Z"));
        String next = made(good().put("startsAt", "2026-11-20T12:00:00Z"));
        String first = made(good());
        send("DELETE", ONE + first, "");
        routed().now = NOW.plus(Duration.ofMinutes(1));
        String last = made(good());
        send("DELETE", ONE + last, "");

        assertThat(ids("")).containsExactly(soon, late, next, later, last, first);
        assertThat(ids("?active=false&pending=false")).containsExactly(last, first);
        assertThat(ids("?expired=no")).containsExactly(soon, late, next, later);
    }

    @Test
    void aFilterIsComparedWithTheMatchersThemselves() {
        String equal = made(good());
        String regex =
                made(good().put("matchers", new JsonArray("[{\"name\":\"a\",\"value\":\"b\",\"isRegex\":true}]")));

        assertThat(ids("?filter=" + encoded("a=\"b\""))).containsExactly(equal);
        assertThat(ids("?filter=" + encoded("a=~\"b\""))).containsExactly(regex);
        assertThat(ids("?filter=" + encoded("a=~\".*\""))).isEmpty();
        assertThat(get(PATH + "?filter=x").status()).isEqualTo(400);
    }

    private List<String> ids(String query) {
        return list(PATH + query).stream()
                .map(silence -> ((JsonObject) silence).getString("id"))
                .toList();
    }

    @Test
    void whatOnlyWeKnowComesBackAsItWasGiven() {
        JsonArray nights = new JsonArray("""
                [{"times": [{"start_time": "22:00", "end_time": "24:00"}], "weekdays": ["monday:friday", "sunday"],
                  "days_of_month": ["1:5", "-3:-1"], "months": ["1:3"], "years": ["2026:2030"], "location": "Europe/Berlin"},
                 {"weekdays": ["saturday"], "location": "UTC"}]""");
        String id = made(good().put("untilResolved", true).put("during", nights));

        JsonObject shown = get(ONE + id).json();

        assertThat(shown.getBoolean("untilResolved")).isTrue();
        assertThat(shown.getJsonArray("during")).isEqualTo(nights);
        assertThat(get(ONE + made(good())).json().fieldNames()).doesNotContain("untilResolved", "during");
    }
}
