package io.tocsin.escalation;

import java.time.Instant;
import java.util.List;

/**
 * A page that will go out if nobody answers.
 *
 * @param level from 1; above the policy's last one it is the fallback
 * @param users empty when nobody is on call then
 * @param why one sentence: why then
 */
public record Planned(int round, int level, Instant at, List<String> users, String why) {
    public Planned {
        users = List.copyOf(users);
    }
}
