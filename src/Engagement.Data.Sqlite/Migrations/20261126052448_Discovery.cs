using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Engagement.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Discovery : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "ArticleIndexings",
                columns: table => new
                {
                    ArticleId = table.Column<long>(type: "INTEGER", nullable: false),
                    SettingsVersion = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ArticleIndexings", x => x.ArticleId);
                    table.ForeignKey(
                        name: "FK_ArticleIndexings_Articles_ArticleId",
                        column: x => x.ArticleId,
                        principalTable: "Articles",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Terms",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    Facet = table.Column<int>(type: "INTEGER", nullable: false),
                    Value = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false, collation: "BINARY"),
                    Folded = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false, collation: "BINARY"),
                    Articles = table.Column<int>(type: "INTEGER", nullable: false),
                    Description = table.Column<string>(type: "TEXT", maxLength: 1200, nullable: true, collation: "BINARY")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Terms", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "TrendingCuts",
                columns: table => new
                {
                    Cut = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TrendingCuts", x => x.Cut);
                });

            migrationBuilder.CreateTable(
                name: "TrendingScores",
                columns: table => new
                {
                    Cut = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    Within = table.Column<int>(type: "INTEGER", nullable: false),
                    By = table.Column<int>(type: "INTEGER", nullable: false),
                    Score = table.Column<long>(type: "INTEGER", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    ArticleId = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TrendingScores", x => new { x.Cut, x.Within, x.By, x.Score, x.At, x.ArticleId });
                });

            migrationBuilder.CreateTable(
                name: "TermArticles",
                columns: table => new
                {
                    TermId = table.Column<long>(type: "INTEGER", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", precision: 3, nullable: false),
                    ArticleId = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_TermArticles", x => new { x.TermId, x.At, x.ArticleId });
                    table.ForeignKey(
                        name: "FK_TermArticles_Articles_ArticleId",
                        column: x => x.ArticleId,
                        principalTable: "Articles",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_TermArticles_Terms_TermId",
                        column: x => x.TermId,
                        principalTable: "Terms",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.InsertData(
                table: "Terms",
                columns: new[] { "Id", "Articles", "Description", "Facet", "Folded", "Value" },
                values: new object[] { 1L, 0, null, 0, "", "" });

            migrationBuilder.CreateIndex(
                name: "IX_Reactions_CreatedAt_ArticleId_Seq",
                table: "Reactions",
                columns: new[] { "CreatedAt", "ArticleId", "Seq" });

            migrationBuilder.CreateIndex(
                name: "IX_ArticleReactions_CreatedAt_ArticleId",
                table: "ArticleReactions",
                columns: new[] { "CreatedAt", "ArticleId" });

            migrationBuilder.CreateIndex(
                name: "IX_TermArticles_ArticleId_TermId",
                table: "TermArticles",
                columns: new[] { "ArticleId", "TermId" });

            migrationBuilder.CreateIndex(
                name: "IX_Terms_Facet_Folded",
                table: "Terms",
                columns: new[] { "Facet", "Folded" });

            migrationBuilder.CreateIndex(
                name: "IX_Terms_Facet_Value",
                table: "Terms",
                columns: new[] { "Facet", "Value" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ArticleIndexings");

            migrationBuilder.DropTable(
                name: "TermArticles");

            migrationBuilder.DropTable(
                name: "TrendingCuts");

            migrationBuilder.DropTable(
                name: "TrendingScores");

            migrationBuilder.DropTable(
                name: "Terms");

            migrationBuilder.DropIndex(
                name: "IX_Reactions_CreatedAt_ArticleId_Seq",
                table: "Reactions");

            migrationBuilder.DropIndex(
                name: "IX_ArticleReactions_CreatedAt_ArticleId",
                table: "ArticleReactions");
        }
    }
}
