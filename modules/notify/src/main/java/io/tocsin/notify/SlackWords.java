package io.tocsin.notify;

import io.tocsin.model.Notice;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;

/**
 * What one notice says on Slack, in whosever words. Rendered as a whole when it is made, so that a text that fails does so
 * before anything is sent.
 *
 * @param own whether the file words this notice
 * @param ownOthers whether it words the other notices of the same group
 * @param updates whether there is one message for each group, always rewritten
 * @param first the message as it is tried first
 * @param identity who speaks, where the file says so, and the channel
 */
record SlackWords(
        Notice notice,
        boolean own,
        boolean ownOthers,
        boolean updates,
        JsonObject first,
        JsonObject identity,
        Patience patience) {
    static SlackWords of(Notice notice, Wording wording, ChannelSettings settings) {
        Words words =
                wording.words(notice, settings.externalUrl(), settings.clock().instant(), SlackAttachment::quiet);
        boolean own = SlackAttachment.words(notice, wording);
        JsonObject identity = SlackAttachment.identity(words);
        String channel = words.text("channel", "");
        if (!channel.isEmpty()) identity.put("channel", channel);
        return new SlackWords(
                notice,
                own,
                SlackAttachment.words(words),
                words.flag("update_message", false) && wording.knows(notice),
                (own ? SlackAttachment.of(words, new Facts(notice)) : SlackMessage.rich(notice)).mergeIn(identity),
                identity,
                Patience.of(words));
    }

    /** A fresh copy, to be completed. */
    JsonObject message() {
        return first.copy();
    }

    /** The channel as the file has it once rendered. */
    String channel(String otherwise) {
        return identity.getString("channel", otherwise);
    }

    /** In text alone, for when Slack dislikes the rest. */
    JsonObject plain() {
        Notice said = own ? Wording.failed(notice, "Slack refused the message") : notice;
        return SlackMessage.plain(said).mergeIn(identity);
    }

    Future<Answer> within(Future<Answer> answer) {
        return patience.with(answer);
    }
}
