using Engagement.Articles;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Engagement.Shares;

internal sealed class ShareConfiguration :
    IEntityTypeConfiguration<ShareTally>, IEntityTypeConfiguration<ShareDay>, IEntityTypeConfiguration<ShareMark>,
    IEntityTypeConfiguration<FilteredShares>, IEntityTypeConfiguration<FormerShareCode>
{
    public void Configure(EntityTypeBuilder<ShareTally> builder)
    {
        builder.ToTable("ShareTallies");
        builder.HasKey(t => new { t.ArticleId, t.Channel });
        builder.HasOne<Article>().WithMany().HasForeignKey(t => t.ArticleId);
    }

    public void Configure(EntityTypeBuilder<ShareDay> builder)
    {
        builder.ToTable("ShareDays");
        builder.HasKey(d => new { d.ArticleId, d.Day, d.Channel });
        builder.HasIndex(d => new { d.Day, d.ArticleId });
        builder.HasOne<Article>().WithMany().HasForeignKey(d => d.ArticleId);
    }

    public void Configure(EntityTypeBuilder<ShareMark> builder)
    {
        builder.ToTable("ShareMarks");
        builder.HasKey(m => new { m.ArticleId, m.Caller, m.Day, m.Channel, m.Kind });
        builder.HasIndex(m => m.CountedAt);
        builder.HasOne<Article>().WithMany().HasForeignKey(m => m.ArticleId);
    }

    public void Configure(EntityTypeBuilder<FilteredShares> builder)
    {
        builder.ToTable("FilteredShares");
        builder.HasKey(f => new { f.ArticleId, f.Day, f.Channel, f.Reason });
        builder.HasIndex(f => new { f.Day, f.ArticleId });
        builder.HasOne<Article>().WithMany().HasForeignKey(f => f.ArticleId);
    }

    public void Configure(EntityTypeBuilder<FormerShareCode> builder)
    {
        builder.ToTable("FormerShareCodes");
        builder.HasKey(c => c.Code);
        builder.Property(c => c.Code).HasMaxLength(ShareCode.Length).ValueGeneratedNever();
        builder.HasIndex(c => c.ArticleId);
        builder.HasOne<Article>().WithMany().HasForeignKey(c => c.ArticleId);
    }
}
