using Engagement.Articles;
using Engagement.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Engagement.Discovery.Terms;

internal sealed class TermConfiguration : IEntityTypeConfiguration<Term>, IEntityTypeConfiguration<TermArticle>, IEntityTypeConfiguration<ArticleIndexing>
{
    public void Configure(EntityTypeBuilder<Term> builder)
    {
        builder.ToTable("Terms");
        builder.Property(t => t.Id).ValueGeneratedNever();
        builder.Property(t => t.Value).HasMaxLength(ArticleConfiguration.MaxTermLength);
        builder.Property(t => t.Folded).HasMaxLength(TitleWords.MaxNameLength);
        builder.Property(t => t.Description).HasMaxLength(Term.MaxDescriptionLength * TextRules.UnitsPerCharacter);
        builder.Ignore(t => t.IsShown);
        builder.HasIndex(t => new { t.Facet, t.Value }).IsUnique();
        builder.HasIndex(t => new { t.Facet, t.Folded });
        builder.HasData(new { Id = Term.AllId, Facet = Facet.All, Value = "", Folded = "", Articles = 0 });
    }

    public void Configure(EntityTypeBuilder<TermArticle> builder)
    {
        builder.ToTable("TermArticles");
        builder.HasKey(t => new { t.TermId, t.At, t.ArticleId });
        builder.HasIndex(t => new { t.ArticleId, t.TermId });
        builder.HasOne<Term>().WithMany().HasForeignKey(t => t.TermId);
        builder.HasOne<Article>().WithMany().HasForeignKey(t => t.ArticleId);
    }

    public void Configure(EntityTypeBuilder<ArticleIndexing> builder)
    {
        builder.ToTable("ArticleIndexings");
        builder.HasKey(i => i.ArticleId);
        builder.Property(i => i.ArticleId).ValueGeneratedNever();
        builder.HasOne<Article>().WithOne().HasForeignKey<ArticleIndexing>(i => i.ArticleId);
    }
}
