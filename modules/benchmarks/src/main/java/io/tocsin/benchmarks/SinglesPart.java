package io.tocsin.benchmarks;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** One event a request over many connections, against a server that reads the body and forgets it, and so evaluates no rules. */
final class SinglesPart implements Part {
    private static final int CONNECTIONS = 128;
    private static final double OF_DISCARDING = 0.4;

    /** Single events are slow, and who waits for his turn for ten seconds is quiet for the rules, which go on without him. */
    private static final int SHARE_OF_ROUND = 4;

    private static final String OURS = "Tocsin, durable before the answer, no rules";
    private static final String WITH_RULES = "Tocsin, durable before the answer, with the shipped rules";
    private static final String DISCARDING = "Vert.x, body forgotten";

    @Override
    public void measure(Session session) throws Exception {
        Path folder = session.folder("singles");
        int events = session.scale().round() / SHARE_OF_ROUND;
        List<Double> p50 = new ArrayList<>();
        List<Double> p99 = new ArrayList<>();
        try (ServerEntrant server = ServerEntrant.withoutRules(session.folder("singles-no-rules"), session.live(), "");
                ServerEntrant ruled = new ServerEntrant(folder, session.live(), "");
                PeerProcess discard = new PeerProcess("discard", folder);
                Bodies bodies = Bodies.of(session.live())) {
            int port = discard.ask("serve").getInteger("port");
            Contest contest = new Contest(SHARE_OF_ROUND / 2 * Contest.WARMING);
            contest.enter(OURS, () -> {
                JsonObject answer = server.singles(events, CONNECTIONS);
                p50.add(answer.getDouble("p50"));
                p99.add(answer.getDouble("p99"));
                return answer;
            });
            contest.enter(WITH_RULES, () -> ruled.singles(events, CONNECTIONS));
            contest.enter(DISCARDING, () -> discarded(discard, port, bodies, events));
            report(session.report(), contest.run(session.scale().rounds()));
        }
        int counted = session.scale().rounds();
        session.report()
                .note("Latency of Tocsin's answers, without rules: p50 %.1f ms, p99 %.1f ms."
                        .formatted(median(last(p50, counted)), median(last(p99, counted))));
    }

    private static List<Double> last(List<Double> all, int count) {
        return all.subList(all.size() - count, all.size());
    }

    private static JsonObject discarded(PeerProcess discard, int port, Bodies bodies, int events) throws IOException {
        List<byte[]> read = new ArrayList<>(events);
        for (int i = 0; i < events; i++) read.add(bodies.next(1));
        Duration cpu = discard.cpu();
        Volley.Result result = new Volley(read).fire(port, CONNECTIONS);
        return new JsonObject()
                .put("events", events)
                .put("seconds", result.seconds())
                .put("cpu", discard.cpu().minus(cpu).toMillis() / 1e3);
    }

    private static void report(Report report, Map<String, Contest.Standing> standings) {
        report.table("Single events over 128 connections", "who", "events per CPU-second", "events/s");
        standings.forEach((name, each) ->
                report.row(name, "%,.0f".formatted(each.perCpuSecond()), "%,.0f".formatted(each.perSecond())));
        Contest.Standing ours = Objects.requireNonNull(standings.get(OURS));
        Contest.Standing ruled = Objects.requireNonNull(standings.get(WITH_RULES));
        Contest.Standing bare = Objects.requireNonNull(standings.get(DISCARDING));
        double ratio = ours.perCpuSecond() / bare.perCpuSecond();
        report.figure(
                "single events, 128 connections, against Vert.x that forgets them",
                "%.2f × per CPU-second, %.2f × events/s, with the shipped rules %.2f × and %.2f ×"
                        .formatted(
                                ratio,
                                ours.perSecond() / bare.perSecond(),
                                ruled.perCpuSecond() / bare.perCpuSecond(),
                                ruled.perSecond() / bare.perSecond()),
                "≥ 0.4 ×",
                ratio >= OF_DISCARDING);
    }

    private static double median(List<Double> values) {
        return new Quantiles(values.stream().mapToDouble(Double::doubleValue).toArray()).median();
    }
}
