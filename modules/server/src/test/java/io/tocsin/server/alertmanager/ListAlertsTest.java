package io.tocsin.server.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListAlertsTest extends DropInCase {
    private static final String PATH = "/api/v2/alerts";
    private static final String CONFIG = """
            route:
              receiver: web.hook
              group_by: [alertname]
              routes:
                - {matchers: [team="db"], receiver: db, labels: {tier: gold}}
            receivers:
              - {name: web.hook}
              - {name: db, labels: {owner: dba}}
            inhibit_rules:
              - {source_matchers: [severity="page"], target_matchers: [severity="info"], equal: [team]}
            """;
    private static final Pattern NEXT = Pattern.compile("<(.*)>; rel=\"next\"");

    private void storm() {
        configure(CONFIG);
        assertThat(post(PATH, """
                [{"labels": {"alertname": "A", "team": "db", "severity": "page"}, "startsAt": "2026-11-20T09:00:00.123456Z"},
                 {"labels": {"alertname": "B", "team": "db", "severity": "info"}, "generatorURL": "http://p/b"},
                 {"labels": {"alertname": "C", "severity": "info"}, "annotations": {"summary": "c"}},
                 {"labels": {"alertname": "Over"}, "endsAt": "2026-11-20T09:00:00Z"}]""").status()).isEqualTo(200);
        assertThat(post("/api/v2/silences", """
                {"matchers": [{"name": "alertname", "value": "C", "isRegex": false}], "startsAt": "2026-11-20T09:00:00Z",
                 "endsAt": "2026-11-21T09:00:00Z", "createdBy": "me", "comment": "quiet"}""").status()).isEqualTo(200);
    }

    private List<String> names(String query) {
        List<String> names = new ArrayList<>();
        list(PATH + query)
                .forEach(alert ->
                        names.add(((JsonObject) alert).getJsonObject("labels").getString("alertname")));
        return names.stream().sorted().toList();
    }

    @Test
    void anAlertHasEverythingThatAlertmanagerShows() {
        storm();
        JsonObject alert = list(PATH + "?filter=" + encoded("alertname=\"A\"")).getJsonObject(0);

        assertThat(alert).isEqualTo(new JsonObject("""
                {"annotations": {}, "endsAt": "2026-11-20T10:08:07.000Z", "fingerprint": "%s",
                 "receivers": [{"name": "db"}], "startsAt": "2026-11-20T09:00:00.123Z",
                 "status": {"inhibitedBy": [], "mutedBy": [], "silencedBy": [], "state": "active"},
                 "updatedAt": "2026-11-20T10:03:07.000Z", "labels": {"alertname": "A", "severity": "page", "team": "db"}}
                """.formatted(alert.getString("fingerprint"))));
        assertThat(alert.getString("fingerprint")).matches("[0-9a-f]{16}");
    }

    @Test
    void whatHoldsAnAlertBackIsNamed() {
        storm();
        JsonObject inhibited = list(PATH + "?filter=alertname=B").getJsonObject(0);
        JsonObject silenced = list(PATH + "?filter=alertname=C").getJsonObject(0);
        String source = list(PATH + "?filter=alertname=A").getJsonObject(0).getString("fingerprint");

        assertThat(inhibited.getString("generatorURL")).isEqualTo("http://p/b");
        assertThat(inhibited.getJsonObject("status").getString("state")).isEqualTo("suppressed");
        assertThat(inhibited.getJsonObject("status").getJsonArray("inhibitedBy"))
                .isEqualTo(JsonArray.of(source));
        assertThat(silenced.getJsonObject("status").getJsonArray("silencedBy"))
                .isEqualTo(JsonArray.of(MemoryRouted.id(1)));
        assertThat(silenced.getJsonObject("annotations")).isEqualTo(new JsonObject().put("summary", "c"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                                                     | A B C
            ?active=false                            | B C
            ?active=maybe                            | B C
            ?active=                                 | A B C
            ?active=YES                              | A B C
            ?silenced=0                              | A B
            ?inhibited=false                         | A C
            ?unprocessed=false                       | A B C
            ?active=true&silenced=false&inhibited=false&unprocessed=false | A
            ?receiver=db                             | A B
            ?receiver=web.hook                       | C
            ?receiver=d                              | ''
            ?receiver=web.*%7Cx                      | C
            ?receiver_matchers=owner%3D%22dba%22     | A B
            ?receiver_matchers=owner%3D%22%22        | C
            ?receiver_matchers=name%3Ddb             | A B
            ?filter=team%3D%22%22                    | C
            ?filter=team!%3D%22%22                   | A B
            ?filter=team%3D~%22d.%22                 | A B
            ?filter=team%3D~%22d%22                  | ''
            ?filter=team%3Ddb&filter=severity!~pa.*  | B
            ?nonsense=1                              | A B C
            """)
    void aQuerySaysWhichAlerts(String query, String names) {
        storm();
        List<String> expected = names == null || names.isBlank() ? List.of() : List.of(names.split(" "));

        assertThat(names(query == null ? "" : query)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?filter=",
                "?filter=a",
                "?filter=%7Ba%3D%22b%22%7D",
                "?filter=a%3D%22b%22%2Cc%3D%22d%22",
                "?filter=a%3D~%22(%22",
                "?receiver=(",
                "?receiver_matchers=%3D",
                "?limit=0",
                "?limit=x"
            })
    void aBadQueryIsRefusedWithAText(String query) {
        Reply reply = get(PATH + query);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.body()).startsWith("\"").endsWith("\"");
        assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void theListIsSortedByFingerprintAndCanBeReadInPages() {
        StringBuilder body = new StringBuilder("[");
        for (int i = 0; i < 25; i++) {
            body.append(i == 0 ? "" : ",")
                    .append("{\"labels\":{\"n\":\"")
                    .append(i)
                    .append("\"}}");
        }
        assertThat(post(PATH, body.append("]").toString()).status()).isEqualTo(200);
        List<String> whole = fingerprints(list(PATH));

        List<String> paged = new ArrayList<>();
        int pages = 0;
        for (String next = PATH + "?limit=10&filter=" + encoded("n!=\"\""); !next.isEmpty(); pages++) {
            Reply reply = get(next);
            paged.addAll(fingerprints(new JsonArray(reply.body())));
            Matcher link = NEXT.matcher(reply.header("Link"));
            next = link.matches() ? link.group(1) : "";
        }

        assertThat(pages).isEqualTo(3);
        assertThat(paged).isEqualTo(whole).isEqualTo(List.copyOf(new TreeSet<>(whole)));
    }

    private static List<String> fingerprints(JsonArray alerts) {
        return alerts.stream()
                .map(alert -> ((JsonObject) alert).getString("fingerprint"))
                .toList();
    }

    @Test
    void groupsComeWithTheirLabelsAndThoseOfTheirRoute() {
        storm();
        JsonArray groups = list("/api/v2/alerts/groups");

        assertThat(groups).hasSize(3);
        JsonObject first = groups.getJsonObject(0);
        assertThat(first.getJsonObject("labels")).isEqualTo(new JsonObject().put("alertname", "A"));
        assertThat(first.getJsonObject("routeLabels")).isEqualTo(new JsonObject().put("tier", "gold"));
        assertThat(first.getJsonObject("receiver")).isEqualTo(new JsonObject().put("name", "db"));
        assertThat(first.getJsonArray("alerts")).hasSize(1);
        assertThat(list("/api/v2/alerts/groups?receiver=db")).hasSize(2);
        assertThat(list("/api/v2/alerts/groups?silenced=false")).hasSize(2);
        assertThat(get("/api/v2/alerts/groups?receiver=(").status()).isEqualTo(400);
    }

    @Test
    void groupsCanBeReadInPages() {
        storm();
        List<Object> paged = new ArrayList<>();
        for (String next = "/api/v2/alerts/groups?limit=2"; !next.isEmpty(); ) {
            Reply reply = get(next);
            paged.addAll(new JsonArray(reply.body()).getList());
            Matcher link = NEXT.matcher(reply.header("Link"));
            next = link.matches() ? link.group(1) : "";
        }

        assertThat(new JsonArray(paged)).isEqualTo(list("/api/v2/alerts/groups"));
        assertThat(get("/api/v2/alerts/groups?after=*").status()).isEqualTo(400);
    }
}
