namespace Engagement.Comments;

/// <summary>How many readers react to something, by kind.</summary>
internal interface IReactionTallies
{
    int Likes { get; set; }
    int Insightfuls { get; set; }
    int Agrees { get; set; }
    int Disagrees { get; set; }
}

internal static class ReactionTallies
{
    /// <summary>How many readers react in one way.</summary>
    public static int Tally(this IReactionTallies tallies, ReactionKind kind) => kind switch
    {
        ReactionKind.Like => tallies.Likes,
        ReactionKind.Insightful => tallies.Insightfuls,
        ReactionKind.Agree => tallies.Agrees,
        ReactionKind.Disagree => tallies.Disagrees,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    /// <summary>Counts one reader's reaction in place of the one before; false if it is the same.</summary>
    public static bool Replace(this IReactionTallies tallies, ReactionKind? before, ReactionKind? after)
    {
        if (before == after)
            return false;
        if (before is { } old)
            tallies.Count(old, -1);
        if (after is { } now)
            tallies.Count(now, 1);
        return true;
    }

    /// <summary>Adds to the tally of one kind.</summary>
    public static void Count(this IReactionTallies tallies, ReactionKind kind, int change)
    {
        switch (kind)
        {
            case ReactionKind.Like: tallies.Likes += change; break;
            case ReactionKind.Insightful: tallies.Insightfuls += change; break;
            case ReactionKind.Agree: tallies.Agrees += change; break;
            case ReactionKind.Disagree: tallies.Disagrees += change; break;
            default: throw new ArgumentOutOfRangeException(nameof(kind), kind, null);
        }
    }
}
