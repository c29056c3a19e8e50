namespace Engagement.Discovery.Trending;

/// <summary>
/// The score of an article at a cut: Σ over readers and their k-th comment (reaction) under it within the window, in the order
/// of time, of 1/k × 2^(−age/half-life), age in whole hours; of shares Σ 2^(−age/half-life), where the age of an hour's shares is that
/// of its end. In whole billionths, each summand cut: so every engine and replica comes to the same number, and a tie is one.
/// </summary>
internal static class TrendingRules
{
    /// <summary>An article with fewer people does not trend.</summary>
    public const int LeastPeople = 3;

    /// <summary>A score of 1.</summary>
    public const long One = 1_000_000_000;

    /// <summary>What trends is ranked anew at each whole and half hour.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromMinutes(30);

    /// <summary>The last cut that has passed.</summary>
    public static DateTime CutOf(DateTime now) => new(now.Ticks - (now.Ticks % Period.Ticks), DateTimeKind.Utc);

    public static int HoursOf(TrendingWindow within) => within switch
    {
        TrendingWindow.Hour => 1,
        TrendingWindow.Day => 24,
        _ => 7 * 24,
    };

    /// <summary>The half-life in hours.</summary>
    public static int HalfLifeOf(TrendingWindow within) => within switch
    {
        TrendingWindow.Hour => 1,
        TrendingWindow.Day => 6,
        _ => 48,
    };

    /// <summary>What one event of an age counts, in <see cref="One"/>ths.</summary>
    public static long WeightAt(TrendingWindow within, int hours) => (long)(One * Math.Pow(2, -(double)hours / HalfLifeOf(within)));

    /// <summary>The lists that an article is in, each with its score.</summary>
    public static IEnumerable<(TrendingBy By, long Score)> Scores(Activity activity)
    {
        if (activity.Commenters >= LeastPeople)
            yield return (TrendingBy.Comments, activity.Comments);
        if (activity.Reactors >= LeastPeople)
            yield return (TrendingBy.Reactions, activity.Reactions);
        if (activity.Callers >= LeastPeople)
            yield return (TrendingBy.Shares, activity.Shares);
        if (Math.Max(activity.Readers, activity.Callers) >= LeastPeople) // callers are nobody's to match with readers
            yield return (TrendingBy.All, (4 * activity.Comments) + (2 * activity.Shares) + activity.Reactions);
    }
}

/// <summary>What happened under one article within one window; scores in <see cref="TrendingRules.One"/>ths.</summary>
/// <param name="ArticleId">The article.</param>
/// <param name="Comments">The score of comments.</param>
/// <param name="Commenters">Readers with a published comment.</param>
/// <param name="Reactions">The score of reactions.</param>
/// <param name="Reactors">Readers with a reaction.</param>
/// <param name="Readers">Readers with either.</param>
/// <param name="Shares">The score of shares.</param>
/// <param name="Callers">Who shared or came by a link: of the day that has the most, each at the first time that day.</param>
internal sealed record Activity(
    long ArticleId, long Comments, long Commenters, long Reactions, long Reactors, long Readers, long Shares, long Callers);
