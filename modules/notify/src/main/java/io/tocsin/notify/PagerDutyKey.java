package io.tocsin.notify;

import io.tocsin.model.AlertGroup;

/** By which key PagerDuty knows a group of alerts: the same that Alertmanager derives, so that a team may switch over. */
public final class PagerDutyKey {
    private PagerDutyKey() {}

    /** SHA-256 of the group's key, as 64 hex digits. */
    public static String of(AlertGroup group) {
        return Texts.sha256(group.key());
    }
}
