using Engagement.Articles;
using Engagement.Data;
using Engagement.Readers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Engagement.Comments;

internal sealed class CommentConfiguration :
    IEntityTypeConfiguration<Comment>, IEntityTypeConfiguration<CommentRevision>, IEntityTypeConfiguration<Reaction>,
    IEntityTypeConfiguration<ArticleReaction>, IEntityTypeConfiguration<ArticleTally>, IEntityTypeConfiguration<CommentReport>, IEntityTypeConfiguration<QueueItem>, IEntityTypeConfiguration<AuditEntry>
{
    private const int MaxRuleLength = 50;

    public void Configure(EntityTypeBuilder<Comment> builder)
    {
        builder.ToTable("Comments");
        builder.HasKey(c => new { c.ArticleId, c.Seq });
        builder.Ignore(c => c.Key).Ignore(c => c.IsPublished);
        builder.HasIndex(c => new { c.ArticleId, c.ParentSeq, c.Shown, c.Seq });
        builder.HasIndex(c => new { c.ArticleId, c.ParentSeq, c.Shown, c.ShownReplies, c.Seq }); // of TOP see the migrations: by an expression
        builder.HasIndex(c => new { c.ArticleId, c.RootSeq, c.Shown, c.Seq });
        builder.HasIndex(c => new { c.ArticleId, c.ChangedVersion });
        builder.HasIndex(c => new { c.ArticleId, c.AddedVersion });
        builder.HasIndex(c => new { c.AuthorId, c.CreatedAt, c.ArticleId, c.Seq });
        builder.HasIndex(c => new { c.CreatedAt, c.ArticleId, c.Seq });
        builder.HasIndex(c => new { c.ArticleId, c.PinRank }).HasFilter("\"PinRank\" > 0"); // written alike on all engines
        builder.HasOne<Article>().WithMany().HasForeignKey(c => c.ArticleId);
        builder.HasOne<Reader>().WithMany().HasForeignKey(c => c.AuthorId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<CommentRevision> builder)
    {
        builder.ToTable("CommentRevisions");
        builder.HasKey(r => new { r.ArticleId, r.Seq, r.Number });
        builder.HasOne<Comment>().WithMany().HasForeignKey(r => new { r.ArticleId, r.Seq });
    }

    public void Configure(EntityTypeBuilder<Reaction> builder)
    {
        builder.ToTable("Reactions");
        builder.HasKey(r => new { r.ArticleId, r.Seq, r.ReaderId });
        builder.HasIndex(r => new { r.ReaderId, r.ArticleId, r.Seq });
        builder.HasIndex(r => new { r.CreatedAt, r.ArticleId, r.Seq });
        builder.HasOne<Comment>().WithMany().HasForeignKey(r => new { r.ArticleId, r.Seq });
        builder.HasOne<Reader>().WithMany().HasForeignKey(r => r.ReaderId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<ArticleReaction> builder)
    {
        builder.ToTable("ArticleReactions");
        builder.HasKey(r => new { r.ArticleId, r.ReaderId });
        builder.HasIndex(r => new { r.ReaderId, r.ArticleId });
        builder.HasIndex(r => new { r.CreatedAt, r.ArticleId });
        builder.HasOne<Article>().WithMany().HasForeignKey(r => r.ArticleId);
        builder.HasOne<Reader>().WithMany().HasForeignKey(r => r.ReaderId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<ArticleTally> builder)
    {
        builder.ToTable("ArticleTallies");
        builder.HasKey(t => t.ArticleId);
        builder.Property(t => t.ArticleId).ValueGeneratedNever();
        builder.HasOne<Article>().WithOne().HasForeignKey<ArticleTally>(t => t.ArticleId);
    }

    public void Configure(EntityTypeBuilder<CommentReport> builder)
    {
        builder.ToTable("CommentReports");
        builder.HasKey(r => new { r.ArticleId, r.Seq, r.ReaderId });
        builder.Property(r => r.Details).HasMaxLength(CommentReport.MaxDetailsLength * TextRules.UnitsPerCharacter);
        builder.HasIndex(r => new { r.ReaderId, r.ArticleId, r.Seq });
        builder.HasOne<Comment>().WithMany().HasForeignKey(r => new { r.ArticleId, r.Seq });
        builder.HasOne<Reader>().WithMany().HasForeignKey(r => r.ReaderId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<QueueItem> builder)
    {
        builder.ToTable("QueueItems");
        builder.HasKey(q => new { q.ArticleId, q.Seq, q.Kind });
        builder.HasIndex(q => new { q.Kind, q.CommentCreatedAt, q.ArticleId, q.Seq });
        builder.HasOne<Comment>().WithMany().HasForeignKey(q => new { q.ArticleId, q.Seq });
    }

    public void Configure(EntityTypeBuilder<AuditEntry> builder)
    {
        builder.ToTable("AuditEntries");
        builder.Property(e => e.Id).ValueGeneratedNever();
        builder.Property(e => e.Rule).HasMaxLength(MaxRuleLength);
        builder.Property(e => e.Note).HasMaxLength(AuditEntry.MaxNoteLength * TextRules.UnitsPerCharacter);
        builder.HasIndex(e => new { e.ArticleId, e.Seq, e.Ordinal });
        builder.HasIndex(e => new { e.ArticleId, e.Id });
        builder.HasIndex(e => new { e.ReaderId, e.Id });
        builder.HasIndex(e => new { e.ActorId, e.Id });
    }
}
