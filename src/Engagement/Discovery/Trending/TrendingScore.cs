using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Engagement.Discovery.Trending;

/// <summary>That a ranking is stored. Written in its transaction: of several replicas one wins.</summary>
internal sealed class TrendingCut
{
    /// <summary>A whole or half hour of the database's clock, UTC.</summary>
    public required DateTime Cut { get; init; }
}

/// <summary>An article's place in a ranking. Its key is the order of reading; rows of older cuts are deleted.</summary>
internal sealed class TrendingScore
{
    public required DateTime Cut { get; init; }
    public required TrendingWindow Within { get; init; }
    public required TrendingBy By { get; init; }

    /// <summary>In <see cref="TrendingRules.One"/>ths.</summary>
    public required long Score { get; init; }

    /// <summary>When the article came out, or was registered: of two with one score the newer comes first.</summary>
    public required DateTime At { get; init; }

    public required long ArticleId { get; init; }
}

internal sealed class TrendingConfiguration : IEntityTypeConfiguration<TrendingCut>, IEntityTypeConfiguration<TrendingScore>
{
    public void Configure(EntityTypeBuilder<TrendingCut> builder)
    {
        builder.ToTable("TrendingCuts");
        builder.HasKey(c => c.Cut);
    }

    public void Configure(EntityTypeBuilder<TrendingScore> builder)
    {
        builder.ToTable("TrendingScores");
        builder.HasKey(s => new { s.Cut, s.Within, s.By, s.Score, s.At, s.ArticleId });
    }
}
