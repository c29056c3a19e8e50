using Engagement.Placements.Decision;

namespace Engagement.Tests.Placements.Decision.Simulation;

/// <summary>Page views of each group of pages in each half hour: nights and weekends are quiet, and no day is as expected.</summary>
internal sealed class Traffic
{
    public const int PerDay = 48;

    public static readonly PageContext[] Groups =
    [
        new() { ArticleId = 1, Channels = ["payments"], Keywords = ["fraud"], Language = "en" },
        new() { ArticleId = 2, Channels = ["payments"], Language = "de" },
        new() { ArticleId = 3, Channels = ["banking"], Companies = ["acme"], Language = "en-gb" },
        new() { ArticleId = 4, Channels = ["banking", "payments"], Keywords = ["fraud"], Language = "en" },
        new() { ArticleId = 5, Channels = ["crypto"], Keywords = ["fraud"], Language = "en", IsSensitive = true },
        new() { ArticleId = 6, Channels = ["crypto"], Companies = ["acme"], Language = "de", IsThreadClosed = true },
    ];

    private static readonly double[] OfGroup = [16, 6, 10, 4, 6, 3];
    private static readonly double[] OfWeekday = [0.6, 1, 1.05, 1.1, 1.05, 0.95, 0.5];

    private readonly int[] _views;

    public Traffic(Random random, DateOnly first, int days)
    {
        (First, Days) = (first, days);
        _views = new int[days * PerDay * Groups.Length];
        for (var day = 0; day < days; day++)
            for (var group = 0; group < Groups.Length; group++)
            {
                var ofDay = OfGroup[group] * OfWeekday[(int)first.AddDays(day).DayOfWeek] * Noise(0.15);
                for (var half = 0; half < PerDay; half++)
                    _views[At(group, day, half)] = (int)((ofDay * OfHour(half / 2.0) * Noise(0.2)) + random.NextDouble());
            }

        double Noise(double deviation) => Math.Exp(deviation * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
    }

    public DateOnly First { get; }
    public int Days { get; }

    public int Views(int group, int day, int half) => _views[At(group, day, half)];

    public int Views(int group, DateOnly day) => Enumerable.Range(0, PerDay).Sum(half => Views(group, day.DayNumber - First.DayNumber, half));

    /// <summary>By group, weekday and half hour, the mean of what came from then on to the end of the day.</summary>
    public double[,,] Means()
    {
        var means = new double[Groups.Length, 7, PerDay + 1];
        for (var group = 0; group < Groups.Length; group++)
            for (var day = 0; day < Days; day++)
                for (var (half, rest) = (PerDay - 1, 0); half >= 0; half--)
                {
                    rest += Views(group, day, half);
                    means[group, (int)First.AddDays(day).DayOfWeek, half] += rest * 7.0 / Days;
                }
        return means;
    }

    private static double OfHour(double hour) => 1 - (0.8 * Math.Cos((hour - 3) / 24 * 2 * Math.PI));

    private int At(int group, int day, int half) => (((day * PerDay) + half) * Groups.Length) + group;
}
