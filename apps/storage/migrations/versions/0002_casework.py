"""cases worked in the browser"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "casework",
        sa.Column("user_id", sa.String(length=32), nullable=False),
        sa.Column("case_id", sa.String(length=80), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("lang", sa.String(length=2), nullable=False),
        sa.Column("begun_at", sa.BigInteger(), nullable=False),
        sa.Column("saved_at", sa.BigInteger(), nullable=False),
        sa.Column("finished_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_casework_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user_id", "case_id", name=op.f("pk_casework")),
        info={"personal": ("user_id", "begun_at", "saved_at", "finished_at")},
    )
    op.create_table(
        "case_answers",
        sa.Column("user_id", sa.String(length=32), nullable=False),
        sa.Column("case_id", sa.String(length=80), nullable=False),
        sa.Column("task_id", sa.String(length=80), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("answer", sa.JSON(), nullable=False),
        sa.Column("saved_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_case_answers_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user_id", "case_id", "task_id", name=op.f("pk_case_answers")),
        info={"personal": ("user_id", "answer", "saved_at")},
    )


def downgrade() -> None:
    op.drop_table("case_answers")
    op.drop_table("casework")
