package io.tocsin.notify;

import io.tocsin.model.Destination;
import io.tocsin.model.Notice;
import io.tocsin.model.Outcome;
import io.tocsin.notify.Answer.Answered;
import io.tocsin.notify.SlackErrors.Verdict;
import io.vertx.core.Future;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Slack's Web API. The first notice to a channel is a message; later ones reply in its thread, shown in the channel too as
 * long as somebody must act; an acknowledgement or the end also rewrites the first message, so that who scrolls by sees how
 * things stand.
 *
 * <p>Refusals come with status 200 and {@code "ok":false}; the pair of channel id and ts names a message.
 */
final class SlackApiChannel {
    private final HttpPost http;
    private final ChannelSettings settings;

    SlackApiChannel(HttpPost http, ChannelSettings settings) {
        this.http = http;
        this.settings = settings;
    }

    /** A message that was posted earlier, as {@code channel:ts}. */
    private record Root(String channel, String ts) {
        static @Nullable Root parse(String thread) {
            int colon = thread.lastIndexOf(':');
            return colon <= 0 ? null : new Root(thread.substring(0, colon), thread.substring(colon + 1));
        }

        String thread() {
            return channel + ":" + ts;
        }
    }

    /** One answer of the API: the outcome, and the verdict behind a refusal. */
    private record Result(Outcome outcome, @Nullable Verdict verdict) {
        boolean delivered() {
            return outcome instanceof Outcome.Delivered;
        }
    }

    Future<Outcome> send(Notice notice, Destination.SlackChannel to, Wording wording) {
        SlackWords words = SlackWords.of(notice, wording, settings);
        Root root = Root.parse(notice.thread());
        if (root != null && words.updates()) return rewrite(words, to, root);
        if (root == null || words.own()) return post(words, to).map(Result::outcome);
        if (new Facts(notice).firing()) return again(words, to, root);
        // What the file worded is its author's: only a reply of ours may stand below it.
        return words.ownOthers() ? reply(words, to, root) : update(words, to, root);
    }

    private Future<Result> post(SlackWords words, Destination.SlackChannel to) {
        JsonObject extra = new JsonObject()
                .put("channel", words.channel(to.channel()))
                .put("client_msg_id", messageId(words.notice(), "post"));
        return content(to, "chat.postMessage", words, extra);
    }

    /** As {@code update_message} asks for: one message for the group that always says how things stand. */
    private Future<Outcome> rewrite(SlackWords words, Destination.SlackChannel to, Root root) {
        JsonObject extra = new JsonObject().put("channel", root.channel()).put("ts", root.ts());
        return content(to, "chat.update", words, extra)
                .compose(result -> result.verdict() == Verdict.GONE
                        ? post(words, to).map(Result::outcome)
                        : Future.succeededFuture(continuing(result, root)));
    }

    /** Still burning: in the thread, and in the channel too. */
    private Future<Outcome> again(SlackWords words, Destination.SlackChannel to, Root root) {
        JsonObject extra = new JsonObject()
                .put("channel", root.channel())
                .put("thread_ts", root.ts())
                .put("reply_broadcast", true)
                .put("client_msg_id", messageId(words.notice(), "again"));
        return content(to, "chat.postMessage", words, extra)
                .compose(result -> result.verdict() == Verdict.GONE
                        ? post(words, to).map(Result::outcome)
                        : Future.succeededFuture(continuing(result, root)));
    }

    /** Changing a message twice is harmless, so only an answer that rules out the reply stops it. */
    private Future<Outcome> update(SlackWords words, Destination.SlackChannel to, Root root) {
        JsonObject extra = new JsonObject().put("channel", root.channel()).put("ts", root.ts());
        return content(to, "chat.update", words, extra).compose(updated -> {
            if (updated.verdict() == Verdict.GONE) return post(words, to).map(Result::outcome);
            boolean mayReply = updated.delivered() || updated.outcome() instanceof Outcome.Ambiguous;
            return mayReply ? reply(words, to, root) : Future.succeededFuture(updated.outcome());
        });
    }

    private Future<Outcome> reply(SlackWords words, Destination.SlackChannel to, Root root) {
        JsonObject message = SlackMessage.reply(words.notice())
                .mergeIn(words.identity())
                .put("channel", root.channel())
                .put("thread_ts", root.ts())
                .put("client_msg_id", messageId(words.notice(), "reply"));
        return call(to, "chat.postMessage", words, message).map(result -> continuing(result, root));
    }

    /** What follows continues the first message, not this reply. */
    private static Outcome continuing(Result result, Root root) {
        return result.outcome() instanceof Outcome.Delivered delivered
                ? new Outcome.Delivered(delivered.detail(), root.thread())
                : result.outcome();
    }

    /** With blocks, and once more without if Slack does not like them. */
    private Future<Result> content(Destination.SlackChannel to, String method, SlackWords words, JsonObject extra) {
        return call(to, method, words, words.message().mergeIn(extra)).compose(first -> {
            if (first.verdict() != Verdict.CONTENT) return Future.succeededFuture(first);
            JsonObject plain = words.plain().mergeIn(extra);
            // an update that leaves the blocks out would keep the old ones
            if (method.equals("chat.update"))
                plain.put("blocks", new JsonArray()).put("attachments", new JsonArray());
            return call(to, method, words, plain);
        });
    }

    private Future<Result> call(Destination.SlackChannel to, String method, SlackWords words, JsonObject message) {
        Map<String, String> headers =
                Map.of("Authorization", "Bearer " + to.token().reveal());
        return words.within(http.json(to.apiUrl() + "/" + method, to.access(), headers, message))
                .map(this::result);
    }

    private Result result(Answer answer) {
        if (!(answer instanceof Answered answered)) return new Result(Answer.unanswered(answer), null);
        JsonObject body = object(answered.body());
        if (body == null) return new Result(later(answered, answered.detail()), null);
        if (answered.ok() && Boolean.TRUE.equals(body.getValue("ok"))) {
            String thread = body.getValue("channel") + ":" + body.getValue("ts");
            return new Result(new Outcome.Delivered("posted", body.containsKey("ts") ? thread : ""), null);
        }
        String error = body.getValue("error") instanceof String name ? name : "";
        String detail = "slack says " + (error.isEmpty() ? answered.detail() : error);
        Verdict verdict = SlackErrors.verdict(error);
        Outcome outcome = switch (verdict) {
            case RETRY -> later(answered, detail);
            case AMBIGUOUS -> new Outcome.Ambiguous(detail);
            case PERMANENT, CONTENT, GONE -> new Outcome.Permanent(detail);
        };
        return new Result(outcome, verdict);
    }

    private Outcome later(Answered answered, String detail) {
        return new Outcome.Retry(
                detail, RetryAfter.of(answered, settings.clock().instant()));
    }

    private static @Nullable JsonObject object(String body) {
        try {
            return new JsonObject(body);
        } catch (DecodeException | ClassCastException noObject) {
            return null;
        }
    }

    /** Semi-documented: Slack may drop a second message with the same one. Stable over retries; nothing relies on it. */
    static String messageId(Notice notice, String part) {
        return UUID.nameUUIDFromBytes((notice.id() + "/" + part).getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
