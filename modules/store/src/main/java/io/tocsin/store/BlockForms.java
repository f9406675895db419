package io.tocsin.store;

import io.tocsin.model.Fields;
import io.tocsin.model.Layout;
import io.tocsin.model.LogEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The forms of the events of a block while it is written, and the values of each column. */
final class BlockForms {
    /** With more forms than this, those of few events are raw: a form costs some hundred bytes. */
    static final int MANY = 256;

    /** So few events do not pay for a form among many, or for a wide one. */
    static final int FEW = 4;

    /** Leaves of a form that only few events have and that is raw for that. */
    static final int WIDE = 64;

    /** Layouts remembered between blocks, so that a sender of ever new forms does not fill the memory. */
    private static final int REMEMBERED = 4_096;

    /** The same for forms of many leaves, each of which takes some 100 bytes. */
    static final int LEAVES_REMEMBERED = 1 << 16;

    private static final byte[][] NO_GAPS = {{}, {}};

    private final IdentityHashMap<Layout, Plan> plans = new IdentityHashMap<>();
    private final List<Plan> used = new ArrayList<>();
    private final List<Form> forms = new ArrayList<>();
    private final List<ColumnRows> columns = new ArrayList<>();
    private final SpareColumns spare = new SpareColumns();

    /** Columns of this block by the place of their values. */
    private final Map<Place, Integer> numbers = new HashMap<>();

    private long[] formOf = {};

    /** Of all plans. */
    private long leaves;

    /** Whose values a column has. */
    private record Place(String path, boolean text) {}

    /** What is known of a layout, and of its use in this block. */
    private static final class Plan {
        private static final int UNUSED = -1;

        private final @Nullable Layout layout;
        private final Place[] places;
        private final byte[][] gaps;
        private int events;
        private int form = UNUSED;
        private ColumnRows[] columns = {};

        private Plan(@Nullable Layout layout, Place[] places, byte[][] gaps) {
            this.layout = layout;
            this.places = places;
            this.gaps = gaps;
        }
    }

    private final Plan raw = new Plan(null, new Place[] {new Place("", false)}, NO_GAPS);

    /** Raw events give their terms here, all others with their columns. */
    void collect(List<LogEvent> events, TermWriter terms) {
        Plan[] planOf = new Plan[events.size()];
        for (int i = 0; i < planOf.length; i++) {
            Layout layout = events.get(i).fields().layout();
            Plan plan = i > 0 && planOf[i - 1].layout == layout ? planOf[i - 1] : plan(layout);
            if (plan.events++ == 0) used.add(plan);
            planOf[i] = plan;
        }
        boolean many = used.size() > MANY;
        if (formOf.length < planOf.length) formOf = new long[planOf.length];
        for (int i = 0; i < planOf.length; i++) {
            Plan plan = planOf[i];
            if (plan.events < FEW && (many || plan.places.length > WIDE)) plan = raw;
            if (plan.form == Plan.UNUSED) open(plan);
            formOf[i] = plan.form;
            if (plan == raw) terms.add(events.get(i));
            add(events.get(i), plan);
        }
    }

    private static void add(LogEvent event, Plan plan) {
        byte[] json = event.json();
        ColumnRows[] columns = plan.columns;
        if (plan.layout == null) {
            columns[0].add(json, 0, json.length);
            return;
        }
        Fields fields = event.fields();
        for (int leaf = 0; leaf < columns.length; leaf++) {
            columns[leaf].add(json, fields.leafStart(leaf), fields.leafEnd(leaf));
        }
    }

    private Plan plan(@Nullable Layout layout) {
        if (layout == null) return raw;
        Plan known = plans.get(layout);
        if (known != null) return known;
        String[] paths = new String[layout.leaves()];
        for (int field = layout.fields() - 1; field >= 0; field--) {
            paths[layout.fieldLeaf(field)] = layout.fieldName(field);
        }
        Place[] places = new Place[paths.length];
        for (int leaf = 0; leaf < paths.length; leaf++) {
            places[leaf] = new Place(paths[leaf] == null ? "" : paths[leaf], layout.isText(leaf));
        }
        byte[][] gaps = new byte[places.length + 1][];
        for (int i = 0; i < gaps.length; i++) gaps[i] = layout.gap(i);
        Plan plan = new Plan(layout, places, gaps);
        plans.put(layout, plan);
        leaves += places.length;
        return plan;
    }

    private void open(Plan plan) {
        int[] numberOf = new int[plan.places.length];
        plan.columns = new ColumnRows[numberOf.length];
        for (int leaf = 0; leaf < numberOf.length; leaf++) {
            // Raw JSON shares no column with values that have no name.
            int number = plan == raw ? newColumn() : numbers.computeIfAbsent(plan.places[leaf], absent -> newColumn());
            numberOf[leaf] = number;
            plan.columns[leaf] = columns.get(number);
        }
        plan.form = forms.size();
        forms.add(new Form(plan == raw, plan.gaps, numberOf));
        if (plan == raw && plan.events == 0) used.add(plan);
    }

    private int newColumn() {
        columns.add(spare.take());
        return columns.size() - 1;
    }

    int columns() {
        return columns.size();
    }

    ColumnRows column(int column) {
        return columns.get(column);
    }

    /** Whether a column holds the whole JSON of events. */
    boolean isRaw(int column) {
        return raw.form != Plan.UNUSED && forms.get(raw.form).column(0) == column;
    }

    /** The first column with a time in each event, to look at; negative when there is none. */
    int candidateForTimes(int events) {
        Form first = forms.get(0);
        for (int leaf = 0; leaf < first.leaves(); leaf++) {
            int column = first.column(leaf);
            ColumnRows values = columns.get(column);
            if (values.size() != events || !TimeWriter.looksLikeTime(values.values())) continue;
            if (isDense(column)) return column;
        }
        return -1;
    }

    /** The number of a column of this block. */
    int number(ColumnRows rows) {
        return columns.indexOf(rows);
    }

    /** Whether a column has one value in each event, so that its rows are the events. */
    boolean isDense(int column) {
        for (Form form : forms) {
            if (form.uses(column) != 1) return false;
        }
        return true;
    }

    /** Writes the row of each event's first value in a column, or -1 where it has none. */
    void firstRows(int column, int events, int[] first) {
        int[] perForm = new int[forms.size()];
        for (int f = 0; f < perForm.length; f++) perForm[f] = forms.get(f).uses(column);
        int row = 0;
        for (int event = 0; event < events; event++) {
            int uses = perForm[(int) formOf[event]];
            first[event] = uses == 0 ? -1 : row;
            row += uses;
        }
    }

    /** Makes a column the first one, and the first one that. */
    void moveToFront(int column) {
        columns.set(0, columns.set(column, columns.get(0)));
        for (Form form : forms) form.swap(0, column);
    }

    void write(ColumnSink sink, Integers integers, int events) {
        BlockSink head = sink.head();
        head.number(columns.size());
        head.number(forms.size());
        for (Form form : forms) {
            head.number(form.leaves() * 2L + (form.isRaw() ? 1 : 0));
            for (int leaf = 0; leaf < form.leaves(); leaf++) {
                if (!form.isRaw()) head.bytes(form.gap(leaf));
                head.number(form.column(leaf));
            }
            if (!form.isRaw()) head.bytes(form.gap(form.leaves()));
        }
        integers.write(formOf, events);
    }

    /** How many leaves the layouts have that are remembered. */
    long leaves() {
        return leaves;
    }

    /** Lets go of the events. */
    void clear() {
        for (Plan plan : used) {
            plan.events = 0;
            plan.form = Plan.UNUSED;
            plan.columns = new ColumnRows[0];
        }
        used.clear();
        // Not in the middle of a block, where a layout would get a second form.
        if (plans.size() >= REMEMBERED || leaves >= LEAVES_REMEMBERED) {
            plans.clear();
            leaves = 0;
        }
        forms.clear();
        numbers.clear();
        columns.forEach(spare::giveBack);
        columns.clear();
    }
}
