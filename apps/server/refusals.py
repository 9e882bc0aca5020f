"""Why a request is refused, in both languages."""

from __future__ import annotations

from html import escape

from tornado import web

TEXTS: dict[str, tuple[str, str]] = {
    "signed_out": (
        "You are not signed in. Open your personal link again; "
        "what you wrote stays in this browser.",
        "Aucune session n’est ouverte. Rouvrez votre lien personnel\u202f; "
        "ce que vous avez saisi reste dans ce navigateur.",
    ),
    "role": (
        "Your account does not have the role that this page needs.",
        "Votre compte ne donne pas accès à cette page.",
    ),
    "forbidden": (
        "The request was refused. Reload the page and try again.",
        "La demande a été refusée. Rechargez la page et réessayez.",
    ),
    "not_found": ("There is nothing at this address.", "Il n’y a rien à cette adresse."),
    "method": ("This address does not take that.", "Cette adresse n’accepte pas cette action."),
    "too_large": (
        "The request is too large. Send fewer answers at a time.",
        "La demande est trop volumineuse. Envoyez moins de réponses à la fois.",
    ),
    "too_often": (
        "Too many requests. Wait a moment and try again.",
        "Trop de demandes en peu de temps. Patientez un instant, puis réessayez.",
    ),
    "invalid": ("The request is not valid.", "La demande n’est pas valable."),
    "closed": (
        "The exam has ended: nothing more is taken. Its report is ready.",
        "L’examen est terminé\u00a0: plus rien n’est enregistré. Son relevé est prêt.",
    ),
    "open": (
        "The exam is still running; its report comes at the end.",
        "L’examen est encore en cours\u202f; son relevé s’affichera à la fin.",
    ),
    "one_open": (
        "You have an exam under way. Hand it in, then start another.",
        "Vous avez un examen en cours. Remettez votre copie, puis commencez-en un autre.",
    ),
    "would_end": (
        "That much time has passed already: the exam would end at once.",
        "Ce temps est déjà écoulé\u202f: l’examen se terminerait aussitôt.",
    ),
    "form_impossible": (
        "The question bank cannot fill this exam.",
        "La banque de questions ne permet pas de composer cet examen.",
    ),
    "not_saved": (
        "The server could not write this down. Nothing is lost here: it is tried again.",
        "Le serveur n’a pas pu enregistrer. Rien n’est perdu ici\u00a0: la page réessaie.",
    ),
    "handed_in": (
        "This case was handed in: nothing more is taken.",
        "Cette étude de cas a été remise\u00a0: plus rien n’est enregistré.",
    ),
    "not_released": (
        "Your instructor has not released score and feedback of this case.",
        "Le score et les retours de cette étude de cas n’ont pas encore été publiés par la "
        "personne qui enseigne.",
    ),
    "claimed": (
        "Somebody else is marking this copy. What you wrote stays here; take another copy, or "
        "come back to this one later.",
        "Une autre personne corrige cette copie. Ce que vous avez saisi reste ici\u202f; prenez "
        "une autre copie, ou revenez à celle-ci plus tard.",
    ),
    "answer_changed": (
        "This copy has changed since you opened it: the student handed in again, or somebody "
        "else marked it. Open it anew; what you wrote stays here.",
        "Cette copie a changé depuis que vous l’avez ouverte\u00a0: elle a été remise à nouveau, "
        "ou quelqu’un d’autre l’a notée. Rouvrez-la\u202f; ce que vous avez saisi reste ici.",
    ),
    "still_waiting": (
        "Copies are still waiting to be read: the marks cannot be final yet.",
        "Des copies attendent encore d’être lues\u00a0: les notes ne peuvent pas être définitives.",
    ),
    "no_course": (
        "The course cannot be opened. Whoever runs the server finds the reason in its log.",
        "Le cours n’a pas pu être ouvert. La personne qui administre le serveur en trouvera la "
        "raison dans le journal.",
    ),
    "changed": (
        "Somebody else has changed this file since you opened it. Nothing was written; compare "
        "the two, and save again.",
        "Quelqu’un d’autre a modifié ce fichier depuis que vous l’avez ouvert. Rien n’a été "
        "écrit\u202f; comparez les deux versions, puis enregistrez à nouveau.",
    ),
    "taken": (
        "There is a question of that id already. Choose another id.",
        "Une question porte déjà cet identifiant. Choisissez-en un autre.",
    ),
    "faulty": (
        "A live question may not have errors. Mend them, or save it as a draft.",
        "Une question en service ne doit comporter aucune erreur. Corrigez-les, ou enregistrez-la "
        "comme brouillon.",
    ),
    "has_comment": (
        "The file has a comment that would be lost. Move it to the top of the file in a text "
        "editor, then save again.",
        "Le fichier comporte un commentaire qui serait perdu. Déplacez-le en tête du fichier dans "
        "un éditeur de texte, puis enregistrez à nouveau.",
    ),
    "not_writable": (
        "Questions cannot be written to this folder. Name a folder of your own in PARCOURS_BANK, "
        "or mend its rights.",
        "Impossible d’écrire des questions dans ce dossier. Indiquez un dossier à vous dans "
        "PARCOURS_BANK, ou corrigez ses droits d’accès.",
    ),
    "not_written": (
        "The file could not be written. What you wrote stays in this browser; mend the cause, "
        "and save again.",
        "Le fichier n’a pas pu être écrit. Ce que vous avez saisi reste dans ce navigateur\u202f; "
        "corrigez la cause, puis enregistrez à nouveau.",
    ),
    "not_ready": (
        "The cases are being made ready. Try again in a moment.",
        "Les études de cas se préparent. Réessayez dans un instant.",
    ),
    "bad_link": (
        "This link is not valid, or it was revoked. Ask whoever gave it to you for a new one.",
        "Ce lien n’est pas valable ou a été révoqué. Demandez-en un nouveau à la personne "
        "qui vous l'a remis.",
    ),
    "full": (
        "Too many interactive pages are open right now. Close those you no longer need, and try "
        "again in a minute.",
        "Trop de pages interactives sont ouvertes en ce moment. Fermez celles dont vous n’avez "
        "plus besoin, puis réessayez dans une minute.",
    ),
    "page_failed": (
        "This page could not be opened. Try again; if it lasts, tell whoever runs the server.",
        "Cette page n’a pas pu s’ouvrir. Réessayez\u202f; si cela dure, prévenez la personne qui "
        "administre le serveur.",
    ),
    "server_error": (
        "Something went wrong on the server. Try again; if it lasts, tell whoever runs it.",
        "Une erreur s’est produite sur le serveur. Réessayez\u202f; si cela dure, prévenez la "
        "personne qui l’administre.",
    ),
}


Detail = str | dict[str, str]  # technical: in English, or in each language


class Refusal(web.HTTPError):
    """A refusal with a code that programs read and words that people read."""

    def __init__(
        self, status: int, code: str, detail: Detail = "", retry_after: int | None = None
    ) -> None:
        super().__init__(status, reason=None)
        self.retry_after = retry_after
        self.code = code
        self.detail = detail


def error_document(base_url: str, text: dict[str, str]) -> str:
    """A page for people who meet an error; no script, no style, nothing personal."""
    english, french = escape(text["en"]), escape(text["fr"])
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width"><title>Parcours</title></head><body>'
        f'<main><h1>Parcours</h1><p>{english}</p><p lang="fr">{french}</p>'
        f'<p><a href="{escape(base_url)}">Parcours</a></p></main></body></html>'
    )


class PortTaken(Exception):
    """Another program listens where the server should."""


def refusal_text(code: str, detail: Detail = "") -> dict[str, str]:
    """What to tell the user, in both languages, with the detail in brackets."""
    english, french = TEXTS.get(code, TEXTS["server_error"])
    details = {"en": detail, "fr": detail} if isinstance(detail, str) else detail
    added = {locale: f" ({said})" if said else "" for locale, said in details.items()}
    return {"en": english + added["en"], "fr": french + added["fr"]}
