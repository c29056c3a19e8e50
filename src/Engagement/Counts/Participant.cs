using Engagement.Articles;
using Engagement.Readers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Engagement.Counts;

/// <summary>How many published comments one reader has under one article.</summary>
internal sealed class Participant
{
    public required long ArticleId { get; init; }
    public required long ReaderId { get; init; }

    /// <summary>Published comments, 0 or more; the row stays at 0.</summary>
    public int Comments { get; set; }
}

internal sealed class ParticipantConfiguration : IEntityTypeConfiguration<Participant>
{
    public void Configure(EntityTypeBuilder<Participant> builder)
    {
        builder.ToTable("Participants");
        builder.HasKey(p => new { p.ArticleId, p.ReaderId });
        builder.HasIndex(p => new { p.ReaderId, p.ArticleId });
        builder.HasOne<Article>().WithMany().HasForeignKey(p => p.ArticleId);
        builder.HasOne<Reader>().WithMany().HasForeignKey(p => p.ReaderId);
    }
}
