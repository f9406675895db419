package io.tocsin.rules;

import java.util.Arrays;

/**
 * The middle of some numbers, and how far they usually are from it.
 *
 * @param deviation the median distance from the median, times 1.4826: the standard deviation where numbers are normal, and
 *     not moved by a few that are not
 */
record Usual(double median, double deviation) {
    private static final double OF_NORMAL = 1.4826;

    /** Machines are more regular than anything one wants to be told about. */
    private static final double SHARE_MIN = 0.02;

    /** Of one number or more; sorts them. */
    static Usual of(double... values) {
        double median = medianOf(values);
        double[] distances = new double[values.length];
        for (int i = 0; i < values.length; i++) distances[i] = Math.abs(values[i] - median);
        return new Usual(median, OF_NORMAL * medianOf(distances));
    }

    private static double medianOf(double... values) {
        Arrays.sort(values);
        int middle = values.length / 2;
        return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }

    /**
     * By how many deviations a value is off; infinite when nothing ever was.
     *
     * @param counts whether values are counts, which scatter by their root even when nothing changes
     */
    double deviations(double value, boolean counts) {
        double least = Math.max(SHARE_MIN * Math.abs(median), counts ? Math.sqrt(Math.max(1, median)) : 0);
        double distance = value - median;
        return distance == 0 ? 0 : distance / Math.max(deviation, least);
    }

    /** By which share of the median a value is off; infinite when that is zero. */
    double change(double value) {
        double distance = Math.abs(value - median);
        return distance == 0 ? 0 : distance / Math.abs(median);
    }
}
