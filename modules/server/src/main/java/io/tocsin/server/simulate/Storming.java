package io.tocsin.server.simulate;

import io.tocsin.model.Notice;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A storm buries nobody: to one channel there go no more messages than fit. Pages are never held back. */
final class Storming {
    private static final long WINDOW = Story.minutes(1);

    private Storming() {}

    static List<Finding> check(Story story, Account account) {
        List<Finding> found = new ArrayList<>();
        if (story.has(Act.SetsClock.class)) return found;
        Map<String, List<Fact.Left>> byAddress = new LinkedHashMap<>();
        account.all(Fact.Left.class)
                .filter(left -> isNews(left.message()))
                .forEach(left -> byAddress
                        .computeIfAbsent(left.message().to(), any -> new ArrayList<>())
                        .add(left));
        byAddress.values().forEach(all -> bound(all, account, found));
        return found;
    }

    private static boolean isNews(Message message) {
        boolean news = message.kind() == Notice.Kind.NOTIFY || message.kind() == Notice.Kind.RESOLVED;
        return news && message.person().isEmpty();
    }

    /** What was decided within a minute and went out on its own; a new process begins with a full bucket. */
    private static void bound(List<Fact.Left> all, Account account, List<Finding> found) {
        Set<String> ids = new HashSet<>();
        List<Fact.Left> first =
                all.stream().filter(left -> ids.add(left.message().id())).toList();
        for (int i = 0, from = 0; i < first.size(); i++) {
            long now = first.get(i).at();
            while (first.get(from).at() < now - WINDOW) from++;
            long since = now - WINDOW;
            long starts = account.all(Fact.Started.class)
                    .filter(started -> started.at() >= since - Story.hours(1) && started.at() <= now)
                    .count();
            long room = Company.BURST * (1 + starts) + Company.PER_MINUTE + 2;
            if (i - from + 1 > room) {
                found.add(new Finding(
                        "storm",
                        (i - from + 1) + " messages to "
                                + first.get(i).message().to() + " within a minute until " + Story.time(now) + ", "
                                + room
                                + " fit"));
                return;
            }
        }
    }
}
