using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Engagement.Readers;

/// <summary>
/// The secret by which callers of one day are told apart; random, the same for all replicas, and deleted soon after its
/// day: then nobody can say any more who a caller of that day was.
/// </summary>
internal sealed class DailyKey
{
    /// <summary>Of the site.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>256 bits, base64.</summary>
    public required string Secret { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime CreatedAt { get; init; }
}

internal sealed class DailyKeyConfiguration : IEntityTypeConfiguration<DailyKey>
{
    public void Configure(EntityTypeBuilder<DailyKey> builder)
    {
        builder.ToTable("DailyKeys");
        builder.HasKey(k => k.Day);
        builder.Property(k => k.Day).ValueGeneratedNever();
        builder.Property(k => k.Secret).HasMaxLength(44);
        builder.HasIndex(k => k.CreatedAt);
    }
}
