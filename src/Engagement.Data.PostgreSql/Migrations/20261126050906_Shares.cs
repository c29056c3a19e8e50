using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Engagement.Data.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class Shares : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "ShareCode",
                table: "Articles",
                type: "character varying(9)",
                maxLength: 9,
                nullable: true,
                collation: "C");

            migrationBuilder.CreateTable(
                name: "DailyKeys",
                columns: table => new
                {
                    Day = table.Column<DateOnly>(type: "date", nullable: false),
                    Secret = table.Column<string>(type: "character varying(44)", maxLength: 44, nullable: false, collation: "C"),
                    CreatedAt = table.Column<DateTime>(type: "timestamp(3) with time zone", precision: 3, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DailyKeys", x => x.Day);
                });

            migrationBuilder.CreateTable(
                name: "FilteredShares",
                columns: table => new
                {
                    ArticleId = table.Column<long>(type: "bigint", nullable: false),
                    Channel = table.Column<int>(type: "integer", nullable: false),
                    Day = table.Column<DateOnly>(type: "date", nullable: false),
                    Reason = table.Column<int>(type: "integer", nullable: false),
                    Count = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FilteredShares", x => new { x.ArticleId, x.Day, x.Channel, x.Reason });
                    table.ForeignKey(
                        name: "FK_FilteredShares_Articles_ArticleId",
                        column: x => x.ArticleId,
                        principalTable: "Articles",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "FormerShareCodes",
                columns: table => new
                {
                    Code = table.Column<string>(type: "character varying(9)", maxLength: 9, nullable: false, collation: "C"),
                    ArticleId = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FormerShareCodes", x => x.Code);
                    table.ForeignKey(
                        name: "FK_FormerShareCodes_Articles_ArticleId",
                        column: x => x.ArticleId,
                        principalTable: "Articles",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ShareDays",
                columns: table => new
                {
                    ArticleId = table.Column<long>(type: "bigint", nullable: false),
                    Channel = table.Column<int>(type: "integer", nullable: false),
                    Day = table.Column<DateOnly>(type: "date", nullable: false),
                    Intents = table.Column<int>(type: "integer", nullable: false),
                    Completions = table.Column<int>(type: "integer", nullable: false),
                    Visits = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ShareDays", x => new { x.ArticleId, x.Day, x.Channel });
                    table.ForeignKey(
                        name: "FK_ShareDays_Articles_ArticleId",
                        column: x => x.ArticleId,
                        principalTable: "Articles",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ShareHours",
                columns: table => new
                {
                    ArticleId = table.Column<long>(type: "bigint", nullable: false),
                    Hour = table.Column<DateTime>(type: "timestamp(3) with time zone", precision: 3, nullable: false),
                    Shares = table.Column<int>(type: "integer", nullable: false),
                    Callers = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ShareHours", x => new { x.ArticleId, x.Hour });
                    table.ForeignKey(
                        name: "FK_ShareHours_Articles_ArticleId",
                        column: x => x.ArticleId,
                        principalTable: "Articles",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ShareMarks",
                columns: table => new
                {
                    ArticleId = table.Column<long>(type: "bigint", nullable: false),
                    Caller = table.Column<long>(type: "bigint", nullable: false),
                    Channel = table.Column<int>(type: "integer", nullable: false),
                    Kind = table.Column<int>(type: "integer", nullable: false),
                    Day = table.Column<DateOnly>(type: "date", nullable: false),
                    Count = table.Column<int>(type: "integer", nullable: false),
                    CountedAt = table.Column<DateTime>(type: "timestamp(3) with time zone", precision: 3, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ShareMarks", x => new { x.ArticleId, x.Caller, x.Day, x.Channel, x.Kind });
                    table.ForeignKey(
                        name: "FK_ShareMarks_Articles_ArticleId",
                        column: x => x.ArticleId,
                        principalTable: "Articles",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ShareTallies",
                columns: table => new
                {
                    ArticleId = table.Column<long>(type: "bigint", nullable: false),
                    Channel = table.Column<int>(type: "integer", nullable: false),
                    Intents = table.Column<int>(type: "integer", nullable: false),
                    Completions = table.Column<int>(type: "integer", nullable: false),
                    Visits = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ShareTallies", x => new { x.ArticleId, x.Channel });
                    table.ForeignKey(
                        name: "FK_ShareTallies_Articles_ArticleId",
                        column: x => x.ArticleId,
                        principalTable: "Articles",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Articles_ShareCode",
                table: "Articles",
                column: "ShareCode",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_DailyKeys_CreatedAt",
                table: "DailyKeys",
                column: "CreatedAt");

            migrationBuilder.CreateIndex(
                name: "IX_FilteredShares_Day_ArticleId",
                table: "FilteredShares",
                columns: new[] { "Day", "ArticleId" });

            migrationBuilder.CreateIndex(
                name: "IX_FormerShareCodes_ArticleId",
                table: "FormerShareCodes",
                column: "ArticleId");

            migrationBuilder.CreateIndex(
                name: "IX_ShareDays_Day_ArticleId",
                table: "ShareDays",
                columns: new[] { "Day", "ArticleId" });

            migrationBuilder.CreateIndex(
                name: "IX_ShareHours_Hour_ArticleId",
                table: "ShareHours",
                columns: new[] { "Hour", "ArticleId" });

            migrationBuilder.CreateIndex(
                name: "IX_ShareMarks_CountedAt",
                table: "ShareMarks",
                column: "CountedAt");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "DailyKeys");

            migrationBuilder.DropTable(
                name: "FilteredShares");

            migrationBuilder.DropTable(
                name: "FormerShareCodes");

            migrationBuilder.DropTable(
                name: "ShareDays");

            migrationBuilder.DropTable(
                name: "ShareHours");

            migrationBuilder.DropTable(
                name: "ShareMarks");

            migrationBuilder.DropTable(
                name: "ShareTallies");

            migrationBuilder.DropIndex(
                name: "IX_Articles_ShareCode",
                table: "Articles");

            migrationBuilder.DropColumn(
                name: "ShareCode",
                table: "Articles");
        }
    }
}
