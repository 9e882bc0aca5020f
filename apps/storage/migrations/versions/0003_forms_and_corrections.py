"""attempts at published forms, and what was corrected after an attempt"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("attempts", schema=None) as batch_op:
        batch_op.add_column(sa.Column("form", sa.String(length=80), nullable=True))
    op.create_table(
        "corrections",
        sa.Column("attempt_id", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=True),
        sa.Column("actor", sa.String(length=32), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attempt_id"],
            ["attempts.id"],
            name=op.f("fk_corrections_attempt_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["digest"], ["item_versions.digest"], name=op.f("fk_corrections_digest")
        ),
        sa.PrimaryKeyConstraint("attempt_id", "position", name=op.f("pk_corrections")),
        info={"personal": ("actor",)},
    )


def downgrade() -> None:
    op.drop_table("corrections")
    with op.batch_alter_table("attempts", schema=None) as batch_op:
        batch_op.drop_column("form")
