using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Engagement.Data;

/// <summary>
/// One row a transaction, written in it: when the connection is lost at commit, its presence tells that the commit held.
/// Deleted after <see cref="RetentionOptions.CommitMarkers"/>.
/// </summary>
internal sealed class CommitMarker
{
    public required long Id { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime CreatedAt { get; init; }
}

internal sealed class CommitMarkerConfiguration : IEntityTypeConfiguration<CommitMarker>
{
    public void Configure(EntityTypeBuilder<CommitMarker> builder)
    {
        builder.ToTable("CommitMarkers");
        builder.Property(m => m.Id).ValueGeneratedNever();
        builder.HasIndex(m => m.CreatedAt);
    }
}
