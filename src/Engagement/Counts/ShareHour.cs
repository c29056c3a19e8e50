using Engagement.Articles;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Engagement.Counts;

/// <summary>How much an article was shared in one hour, over all channels: what trending is made of. Kept for a few days.</summary>
internal sealed class ShareHour
{
    public required long ArticleId { get; init; }

    /// <summary>Its start, UTC.</summary>
    public required DateTime Hour { get; init; }

    /// <summary>Counted intents and visits.</summary>
    public int Shares { get; set; }

    /// <summary>Callers of whom one of these was the first at the article that day.</summary>
    public int Callers { get; set; }

    /// <summary>The hour of an instant, UTC.</summary>
    public static DateTime Of(DateTime instant) => instant.AddTicks(-(instant.Ticks % TimeSpan.TicksPerHour));
}

internal sealed class ShareHourConfiguration : IEntityTypeConfiguration<ShareHour>
{
    public void Configure(EntityTypeBuilder<ShareHour> builder)
    {
        builder.ToTable("ShareHours");
        builder.HasKey(h => new { h.ArticleId, h.Hour });
        builder.HasIndex(h => new { h.Hour, h.ArticleId });
        builder.HasOne<Article>().WithMany().HasForeignKey(h => h.ArticleId);
    }
}
