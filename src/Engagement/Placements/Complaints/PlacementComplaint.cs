using Engagement.Data;
using Engagement.Placements.Campaigns;
using Engagement.Readers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Engagement.Placements.Complaints;

/// <summary>What one reader told the moderators of one creative.</summary>
internal sealed class PlacementComplaint
{
    /// <summary>The table whose rows are the locks of those who close them.</summary>
    public const string Table = "PlacementComplaints";

    public const int MaxDetailsLength = 500;

    public required long Id { get; init; }
    public required long CreativeId { get; init; }
    public required long ReaderId { get; init; }

    /// <summary>Beside which article it was seen.</summary>
    public required long ArticleId { get; init; }

    /// <summary>Whether the token proved that; if not, it was too old for anybody to say, or an older version wrote it.</summary>
    public required bool IsProven { get; init; }

    public required ReasonCode Reason { get; init; }

    /// <summary>At most 500 characters.</summary>
    public required string? Details { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime CreatedAt { get; init; }

    public bool IsOpen { get; private set; } = true;

    /// <summary>When a moderator closed it, UTC.</summary>
    public DateTime? ClosedAt { get; private set; }

    /// <summary>The moderator's reader.</summary>
    public long? ClosedById { get; private set; }

    /// <summary>Writes down who dealt with it.</summary>
    public void Close(long moderatorId, DateTime now) => (IsOpen, ClosedAt, ClosedById) = (false, now, moderatorId);
}

internal sealed class PlacementComplaintConfiguration : IEntityTypeConfiguration<PlacementComplaint>
{
    public void Configure(EntityTypeBuilder<PlacementComplaint> builder)
    {
        builder.ToTable(PlacementComplaint.Table);
        builder.Property(c => c.Id).ValueGeneratedNever();
        builder.Property(c => c.Details).HasMaxLength(PlacementComplaint.MaxDetailsLength * TextRules.UnitsPerCharacter);
        builder.HasIndex(c => new { c.CreativeId, c.ReaderId }).IsUnique();
        builder.HasIndex(c => new { c.IsOpen, c.Id });
        builder.HasOne<Creative>().WithMany().HasForeignKey(c => c.CreativeId);
    }
}
