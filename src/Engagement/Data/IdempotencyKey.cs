using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Engagement.Data;

/// <summary>
/// That one caller's creating mutation with one key was done, and what it made. Written first of all writes of the
/// transaction, insert-or-ignore; only successes are kept; deleted after
/// <see cref="RetentionOptions.IdempotencyKeys"/>.
/// </summary>
internal sealed class IdempotencyKey
{
    public const int MaxLength = 64;

    /// <summary>The reader's id.</summary>
    public required long CallerId { get; init; }

    /// <summary>The caller's own, 1–64 characters, compared exactly.</summary>
    public required string Key { get; init; }

    /// <summary>SHA-256 of operation and canonical input, hexadecimal: another input with the same key is refused.</summary>
    public required string InputHash { get; init; }

    /// <summary>Of the attempt that wrote the row: whoever reads back another one knows that it came second.</summary>
    public required long WriteId { get; init; }

    public required long ArticleId { get; init; }

    /// <summary>The comment that was made, or 0.</summary>
    public required long Seq { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime CreatedAt { get; init; }
}

internal sealed class IdempotencyKeyConfiguration : IEntityTypeConfiguration<IdempotencyKey>
{
    public void Configure(EntityTypeBuilder<IdempotencyKey> builder)
    {
        builder.ToTable("IdempotencyKeys");
        builder.HasKey(k => new { k.CallerId, k.Key });
        builder.Property(k => k.Key).HasMaxLength(IdempotencyKey.MaxLength);
        builder.Property(k => k.InputHash).HasMaxLength(64);
        builder.HasIndex(k => k.CreatedAt);
    }
}
