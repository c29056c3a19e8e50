using System.Globalization;

namespace Engagement.Benchmarks.Load.Figures;

/// <summary>A figure over all rounds.</summary>
internal sealed record Spread(double Median, double Least, double Most)
{
    /// <summary>Null if it is unknown in any round.</summary>
    public static Spread? Of(IEnumerable<double?> values)
    {
        var all = values.ToList();
        return all.Count == 0 || all.Contains(null) ? null : Of(all.OfType<double>());
    }

    /// <param name="values">One or more.</param>
    public static Spread Of(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return new Spread((sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2, sorted[0], sorted[^1]);
    }

    /// <summary>The median, and in brackets the least and the most.</summary>
    public string Text(string format)
    {
        string Number(double value) => value.ToString(format, CultureInfo.InvariantCulture);
        return Least < Most ? $"{Number(Median)} ({Number(Least)}–{Number(Most)})" : Number(Median);
    }
}
