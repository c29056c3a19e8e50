using Engagement.Discovery.Terms;

namespace Engagement.Discovery.Related;

/// <summary>
/// How much two articles have to do with each other: Σ over the terms that both have of weight × ln(1 + N/df), times
/// 2^(−days between the two / 365). N: public articles; df: those with the term.
/// </summary>
internal static class RelatedScore
{
    /// <summary>
    /// Below it an article is not shown. What reaches it alone, in an article of the same day: any company that tells something,
    /// a keyword of at most 15 % of the articles, a word or a channel of at most 1.9 %.
    /// </summary>
    public const double Least = 4;

    /// <summary>Articles that are so far apart have half of the score.</summary>
    public static readonly TimeSpan HalfLife = TimeSpan.FromDays(365);

    /// <summary>In a small site a term of so many articles still tells something.</summary>
    private const int AlwaysTelling = 5;

    /// <summary>A term of more than a fifth of the articles tells nothing.</summary>
    private const int TellingPart = 5;

    public static double WeightOf(Facet facet) => facet switch
    {
        Facet.Company => 4,
        Facet.Keyword => 2,
        Facet.Channel or Facet.Word => 1,
        _ => 0,
    };

    /// <summary>Whether a term tells articles apart: at most 20 % of them have it, or at most five.</summary>
    public static bool Tells(int df, int articles) => df <= AlwaysTelling || (long)df * TellingPart <= articles;

    /// <summary>What a term that both have adds.</summary>
    public static double Of(Facet facet, int df, int articles) =>
        Tells(df, articles) ? WeightOf(facet) * Math.Log(1 + (articles / (double)Math.Max(df, 1))) : 0;

    /// <summary>What is left of a sum over the time between two articles.</summary>
    public static double Decayed(double sum, TimeSpan apart) => sum * Math.Pow(2, -(apart.Duration() / HalfLife));
}
