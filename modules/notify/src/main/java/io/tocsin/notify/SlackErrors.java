package io.tocsin.notify;

import java.util.Set;

/**
 * What Slack's error names mean for a pager. Source: docs.slack.dev, errors of chat.postMessage, chat.update and incoming
 * webhooks.
 */
final class SlackErrors {
    /** What to do about an error. */
    enum Verdict {
        /** Try again later. Also the answer to every name that we do not know: a page must not die of a new word. */
        RETRY,
        /** Slack says itself that part of it may have happened. */
        AMBIGUOUS,
        /** No later try will help: the token, the channel or the workspace is at fault. */
        PERMANENT,
        /** Our rendering is at fault: send it again as plain text. */
        CONTENT,
        /** The message to change or to reply to is gone: post a new one. */
        GONE
    }

    private static final Set<String> AMBIGUOUS = Set.of("fatal_error", "internal_error", "request_timeout");

    private static final Set<String> PERMANENT = Set.of(
            "access_denied",
            "account_inactive",
            "action_prohibited",
            "as_user_not_supported",
            "cannot_dm_bot",
            "channel_is_archived",
            "channel_not_found",
            "deprecated_endpoint",
            "ekm_access_denied",
            "enterprise_is_restricted",
            "invalid_auth",
            "invalid_token",
            "is_archived",
            "message_limit_exceeded",
            "messages_tab_disabled",
            "method_deprecated",
            "missing_scope",
            "no_active_hooks",
            "no_permission",
            "no_service",
            "no_service_id",
            "no_team",
            "not_allowed_token_type",
            "not_authed",
            "not_in_channel",
            "posting_to_general_channel_denied",
            "restricted_action",
            "restricted_action_non_threadable_channel",
            "restricted_action_read_only_channel",
            "restricted_action_thread_locked",
            "restricted_action_thread_only_channel",
            "team_access_not_granted",
            "team_disabled",
            "team_not_found",
            "token_expired",
            "token_revoked",
            "two_factor_setup_required",
            "user_disabled",
            "user_not_found");

    private static final Set<String> CONTENT = Set.of(
            "block_mismatch",
            "invalid_arguments",
            "invalid_attachments",
            "invalid_blocks",
            "invalid_blocks_format",
            "invalid_payload",
            "markdown_text_conflict",
            "msg_blocks_too_long",
            "msg_too_long",
            "no_text",
            "too_many_attachments");

    private static final Set<String> GONE = Set.of(
            "cannot_reply_to_message",
            "cant_update_message",
            "edit_window_closed",
            "message_not_found",
            "thread_not_found");

    private SlackErrors() {}

    static Verdict verdict(String error) {
        if (AMBIGUOUS.contains(error)) return Verdict.AMBIGUOUS;
        if (PERMANENT.contains(error)) return Verdict.PERMANENT;
        if (CONTENT.contains(error)) return Verdict.CONTENT;
        return GONE.contains(error) ? Verdict.GONE : Verdict.RETRY;
    }
}
