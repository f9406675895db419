package io.tocsin.rules;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Profiles on disk. Each profile, and what waits for each rule, is a piece of its own that says what it was written for: one
 * that has changed since is left out, and the others go on.
 */
final class ProfilesCheckpoint {
    private final Profiles profiles;

    ProfilesCheckpoint(Profiles profiles) {
        this.profiles = profiles;
    }

    private interface Writer {
        void write(StateOut out) throws IOException;
    }

    void save(StateOut out, Collection<RuleState> rules) throws IOException {
        out.number(profiles.watermark());
        List<PendingEvent> waiting = profiles.waiting();
        out.number(profiles.states().size());
        for (ProfileState state : profiles.states().values()) {
            piece(out, state.shape().print(), piece -> save(state, waiting, piece));
        }
        Map<String, List<Question>> questions = new HashMap<>();
        for (PendingEvent event : waiting) {
            if (event instanceof Question each)
                questions
                        .computeIfAbsent(each.rule(), name -> new ArrayList<>())
                        .add(each);
        }
        questions.keySet().retainAll(titles(rules).keySet());
        out.number(questions.size());
        for (Map.Entry<String, List<Question>> each : questions.entrySet()) {
            String title = Objects.requireNonNull(titles(rules).get(each.getKey()));
            piece(out, title, piece -> save(each.getValue(), piece));
        }
    }

    private static void piece(StateOut out, String title, Writer writer) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        writer.write(new StateOut(new DataOutputStream(bytes)));
        out.text(title);
        out.bytes(bytes.toByteArray());
    }

    private static void save(ProfileState state, List<PendingEvent> waiting, StateOut out) throws IOException {
        state.save(out);
        List<Lesson> lessons = new ArrayList<>();
        for (PendingEvent event : waiting) {
            if (event instanceof Lesson lesson && lesson.profile() == state) lessons.add(lesson);
        }
        out.number(lessons.size());
        for (Lesson lesson : lessons) lesson.save(out);
    }

    private static void save(List<Question> questions, StateOut out) throws IOException {
        out.number(questions.size());
        for (Question question : questions) question.save(out);
    }

    /** By name of a rule what it is and asks. */
    private static Map<String, String> titles(Collection<RuleState> rules) {
        Map<String, String> titles = new HashMap<>();
        for (RuleState each : rules) {
            Rule rule = each.rule();
            if (Profiles.asks(rule)) titles.put(rule.name(), rule.name() + " | " + rule.measured());
        }
        return titles;
    }

    void load(StateIn in, Collection<RuleState> rules) throws IOException {
        long watermark = in.number();
        List<PendingEvent> waiting = new ArrayList<>();
        List<String> known = new ArrayList<>();
        Map<String, ProfileState> byTitle = new HashMap<>();
        for (ProfileState state : profiles.states().values())
            byTitle.put(state.shape().print(), state);
        int states = in.count();
        for (int i = 0; i < states; i++) {
            ProfileState state = byTitle.get(in.text());
            StateIn piece = piece(in);
            if (state == null) continue;
            load(state, piece, waiting);
            known.add(state.shape().profile().name());
        }
        Map<String, Rule> rulesByTitle = new HashMap<>();
        Map<String, String> titles = titles(rules);
        for (RuleState rule : rules)
            rulesByTitle.put(titles.getOrDefault(rule.rule().name(), ""), rule.rule());
        int asking = in.count();
        for (int i = 0; i < asking; i++) {
            Rule rule = rulesByTitle.get(in.text());
            StateIn piece = piece(in);
            if (rule != null) load(rule, piece, waiting);
        }
        profiles.goOn(watermark, known, waiting);
    }

    private static StateIn piece(StateIn in) throws IOException {
        return new StateIn(new DataInputStream(new ByteArrayInputStream(in.bytes())));
    }

    private static void load(ProfileState state, StateIn in, List<PendingEvent> waiting) throws IOException {
        state.load(in);
        int lessons = in.count();
        for (int i = 0; i < lessons; i++) waiting.add(Lesson.load(in, state));
    }

    private void load(Rule rule, StateIn in, List<PendingEvent> waiting) throws IOException {
        if (!(rule.when() instanceof EventCondition condition)) return;
        Expression expression = condition.expression();
        int questions = in.count();
        for (int i = 0; i < questions; i++) waiting.add(Question.load(in, rule, expression, profiles));
    }
}
