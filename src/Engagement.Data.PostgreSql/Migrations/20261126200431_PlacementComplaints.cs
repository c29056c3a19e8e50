using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Engagement.Data.PostgreSql.Migrations
{
    /// <inheritdoc />
    public partial class PlacementComplaints : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "Seed",
                table: "PlacementEvents",
                type: "bigint",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "PlacementComplaints",
                columns: table => new
                {
                    Id = table.Column<long>(type: "bigint", nullable: false),
                    CreativeId = table.Column<long>(type: "bigint", nullable: false),
                    ReaderId = table.Column<long>(type: "bigint", nullable: false),
                    ArticleId = table.Column<long>(type: "bigint", nullable: false),
                    Reason = table.Column<int>(type: "integer", nullable: false),
                    Details = table.Column<string>(type: "character varying(2000)", maxLength: 2000, nullable: true, collation: "C"),
                    CreatedAt = table.Column<DateTime>(type: "timestamp(3) with time zone", precision: 3, nullable: false),
                    IsOpen = table.Column<bool>(type: "boolean", nullable: false),
                    ClosedAt = table.Column<DateTime>(type: "timestamp(3) with time zone", precision: 3, nullable: true),
                    ClosedById = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PlacementComplaints", x => x.Id);
                    table.ForeignKey(
                        name: "FK_PlacementComplaints_Creatives_CreativeId",
                        column: x => x.CreativeId,
                        principalTable: "Creatives",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_PlacementComplaints_CreativeId_ReaderId",
                table: "PlacementComplaints",
                columns: new[] { "CreativeId", "ReaderId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_PlacementComplaints_IsOpen_Id",
                table: "PlacementComplaints",
                columns: new[] { "IsOpen", "Id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "PlacementComplaints");

            migrationBuilder.DropColumn(
                name: "Seed",
                table: "PlacementEvents");
        }
    }
}
