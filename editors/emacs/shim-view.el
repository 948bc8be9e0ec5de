;;; shim-view.el --- What shim shows -*- lexical-binding: t; -*-

;; SPDX-License-Identifier: MIT

;;; Commentary:

;; Models, decisions and counts as a person reads them.  Nothing here talks
;; to the server.

;;; Code:

(require 'cl-lib)
(require 'button)
(require 'subr-x)
(require 'shim-session)

(defface shim-available '((t :inherit success))
  "A model that answered."
  :group 'shim)

(defface shim-unavailable '((t :inherit warning))
  "A model that cannot be used now."
  :group 'shim)

(defface shim-active '((t :inherit bold))
  "The active model."
  :group 'shim)

(defface shim-detail '((t :inherit completions-annotations))
  "What is said about a model."
  :group 'shim)

;;; Words

(defun shim--number (number digits)
  "Return NUMBER with at most DIGITS decimals."
  (let ((text (format (format "%%.%df" digits) number)))
    (if (string-search "." text)
        (string-trim-right (string-trim-right text "0+") "\\.")
      text)))

(defun shim--price (model)
  "Return what MODEL costs, in dollars per million tokens in and out."
  (let ((pricing (plist-get model :pricing)))
    (cond ((equal (plist-get model :kind) "auto") "")
          ((null pricing) (format "cost %s" (shim--number (or (plist-get model :cost) 0) 3)))
          ((and (zerop (plist-get pricing :input)) (zerop (plist-get pricing :output))) "free")
          (t (format "$%s/$%s" (shim--number (plist-get pricing :input) 3)
                     (shim--number (plist-get pricing :output) 3))))))

(defun shim--tokens (number)
  "Return NUMBER of tokens in few characters, such as 200k."
  (cond ((null number) "")
        ((>= number 1000000) (concat (shim--number (/ number 1e6) 1) "M"))
        ((>= number 1000) (format "%dk" (round number 1000)))
        (t (format "%d" number))))

(defun shim--time (text)
  "Return the time in TEXT, an RFC 3339 time, on this machine's clock."
  (format-time-string "%H:%M" (encode-time (parse-time-string text))))

(defun shim--available-p (model)
  "Return non-nil if MODEL can be used now."
  (equal (plist-get (plist-get model :availability) :state) "available"))

(defun shim--state (model)
  "Return the state of MODEL in words."
  (let* ((availability (plist-get model :availability))
         (until (plist-get availability :until))
         (words (pcase (plist-get availability :state)
                  ("available" (if (or (eq (plist-get availability :checked) t)
                                       (equal (plist-get model :kind) "auto"))
                                   "ready"
                                 "not checked"))
                  ("missingCredential" "no key")
                  ("unauthorized" "key rejected")
                  ("outOfCredit" "out of credit")
                  ("notFound" "not found")
                  ("rateLimited" "rate limited")
                  (_ "failing"))))
    (cond ((null until) words)
          ;; The server looks again by itself, so the time says nothing.
          ((equal (plist-get availability :reason) "nothing answers at its address") "no answer")
          (t (format "%s until %s" words (shim--time until))))))

(defun shim--state-face (model)
  "Return the face for the state of MODEL."
  (cond ((not (shim--available-p model)) 'shim-unavailable)
        ((equal (shim--state model) "ready") 'shim-available)
        (t 'shim-detail)))

(defun shim--verdict (candidate)
  "Return why CANDIDATE of a decision was chosen or not."
  (pcase (plist-get candidate :verdict)
    ("chosen" "chosen")
    ("viable" "good enough, costs more")
    ("belowThreshold" "below the threshold")
    (_ (pcase (plist-get candidate :rejection)
         ("notRequested" "not asked for")
         ("noImages" "reads no images")
         ("noTools" "calls no tools")
         ("contextTooSmall" "context too small")
         ("missingCredential" "no key")
         ("unauthorized" "key rejected")
         ("outOfCredit" "out of credit")
         ("notFound" "model not found")
         ("rateLimited" "rate limited")
         ("contentRefused" "content refused")
         ("overBudget" "over budget")
         (_ "failing")))))

;;; The picker

(defun shim--columns (rows)
  "Pad the cells of ROWS, lists of strings, and return a string for each row."
  (let ((widths (apply #'cl-mapcar (lambda (&rest cells) (apply #'max (mapcar #'string-width cells)))
                       rows)))
    (mapcar (lambda (row)
              (string-trim-right
               (mapconcat #'identity
                          (cl-mapcar (lambda (cell width)
                                       (concat cell (make-string (- width (string-width cell)) ?\s)))
                                     row widths)
                          "  ")))
            rows)))

(defun shim--cells (model)
  "Return the picker's columns about MODEL: provider, price, context, state."
  (list (propertize (if (equal (plist-get model :kind) "auto")
                        "the cheapest model that is good enough"
                      (format "%s/%s" (plist-get model :provider) (plist-get model :model)))
                    'face 'shim-detail)
        (propertize (shim--price model) 'face 'shim-detail)
        (propertize (shim--tokens (plist-get model :contextWindow)) 'face 'shim-detail)
        (propertize (shim--state model) 'face (shim--state-face model))))

(defun shim--mark (session model)
  "Return the sign before MODEL: an asterisk if it is active in SESSION."
  (if (equal (plist-get model :slug) (shim-session-active session)) "* " "  "))

(defun shim--affixation (session)
  "Return a function that annotates slugs by the models of SESSION."
  (lambda (slugs)
    (let ((models (mapcar (lambda (slug) (shim-session-model session slug)) slugs))
          (width (apply #'max 0 (mapcar #'string-width slugs))))
      (cl-mapcar (lambda (slug model line)
                   (list slug
                         (propertize (shim--mark session model) 'face 'shim-active)
                         (concat (make-string (+ 2 (- width (string-width slug))) ?\s) line)))
                 slugs models (shim--columns (mapcar #'shim--cells models))))))

(defun shim--collection (session)
  "Return the models of SESSION for `completing-read', in the catalog's order."
  (let ((slugs (mapcar (lambda (model) (plist-get model :slug)) (shim-session-models session))))
    (lambda (string predicate action)
      (if (eq action 'metadata)
          `(metadata (category . shim-model)
                     (display-sort-function . identity)
                     (cycle-sort-function . identity)
                     (affixation-function . ,(shim--affixation session)))
        (complete-with-action action slugs string predicate)))))

;;; Buffers

(defvar-local shim--revert nil
  "A function that fills the buffer again.")

(defvar shim-view-mode-map
  (let ((map (make-sparse-keymap)))
    (set-keymap-parent map (make-composed-keymap button-buffer-map special-mode-map))
    (define-key map "u" 'shim-use)
    (define-key map "r" 'shim-route)
    map)
  "The keys of `shim-view-mode'.")

(define-derived-mode shim-view-mode special-mode "Shim"
  "A view of models and decisions.
\\{shim-view-mode-map}"
  (setq-local revert-buffer-function (lambda (&rest _) (when shim--revert (funcall shim--revert)))))

(defun shim--show (name root revert &rest content)
  "Show CONTENT, functions that insert, in the buffer NAME.
ROOT is the project that it is about, REVERT fills it again."
  (with-current-buffer (get-buffer-create name)
    (let ((inhibit-read-only t)
          (line (line-number-at-pos)))
      (shim-view-mode)
      (setq shim--revert revert
            default-directory (file-name-as-directory root))
      (erase-buffer)
      (mapc #'funcall content)
      (goto-char (point-min))
      (forward-line (1- line)))
    (display-buffer (current-buffer) '(nil (window-height . fit-window-to-buffer)))))

(defun shim--insert-table (heading rows)
  "Insert ROWS, lists of strings, below HEADING."
  (when rows
    (insert "\n" (propertize heading 'face 'bold) "\n")
    (dolist (line (shim--columns rows))
      (insert "  " line "\n"))))

(defun shim--insert-decision (decision)
  "Insert DECISION: the model, the reason, and the candidates."
  (insert (propertize (plist-get decision :slug) 'face 'shim-active) "  "
          (format "%s/%s" (plist-get decision :provider) (plist-get decision :model)) "\n"
          (plist-get decision :reason) "\n")
  (shim--insert-table
   "Candidates"
   (mapcar (lambda (candidate)
             (list (plist-get candidate :slug)
                   (if-let ((score (plist-get candidate :score))) (format "score %.2f" score) "")
                   (format "cost %s" (shim--number (plist-get candidate :cost) 3))
                   (shim--verdict candidate)))
           (plist-get decision :candidates)))
  (when-let ((estimated (plist-get decision :estimated)))
    (insert (format "\nAbout $%s; the strongest would cost $%s.\n"
                    (shim--number (plist-get estimated :cost) 6)
                    (shim--number (plist-get estimated :baselineCost) 6)))))

(defun shim--insert-models (session)
  "Insert the models of SESSION."
  (shim--insert-table
   "Models"
   (mapcar (lambda (model)
             (cons (concat (shim--mark session model)
                           (make-text-button (copy-sequence (plist-get model :slug)) nil
                                             'help-echo "Use this model"
                                             'shim-slug (plist-get model :slug)
                                             'action #'shim--use-button))
                   (shim--cells model)))
           (shim-session-models session)))
  (shim--insert-table
   "Cannot be used now"
   (cl-loop for model in (shim-session-models session)
            for reason = (plist-get (plist-get model :availability) :reason)
            when (and reason (not (shim--available-p model)))
            collect (list (plist-get model :slug) reason))))

(declare-function shim-use "shim")

(defun shim--use-button (button)
  "Use the model of BUTTON, and show the result."
  (shim-use (button-get button 'shim-slug))
  (revert-buffer))

(defun shim--insert-problems (session)
  "Insert the problems of SESSION's catalog, each with a way to its place."
  (let ((problems (plist-get (shim-session-catalog session) :problems)))
    (unless (seq-empty-p problems)
      (insert "\n" (propertize "Problems" 'face 'bold) "\n"))
    (seq-doseq (problem problems)
      (let ((file (plist-get problem :source))
            (line (plist-get problem :line)))
        (insert "  " (plist-get problem :severity) "  ")
        (if (and file (file-name-absolute-p file))
            (insert-text-button
             (format "%s%s" (abbreviate-file-name file) (if line (format ":%d" (1+ line)) ""))
             'action (lambda (_)
                       (find-file-other-window file)
                       (goto-char (point-min))
                       (forward-line (or line 0))))
          (insert (or file "")))
        (insert "  " (plist-get problem :message) "\n")))))

(defun shim--insert-counts (status)
  "Insert STATUS, an answer of `status'."
  (let ((of (lambda (name) (plist-get status name)))
        (savings (plist-get status :savings)))
    (insert (format "Cache     %d of %d decisions (hits: %d, misses: %d)\n"
                    (funcall of :entries) (funcall of :capacity)
                    (funcall of :hits) (funcall of :misses)))
    (insert (format "Emptied   %s\n"
                    (let ((causes (cl-loop for (cause count) on (funcall of :invalidations) by #'cddr
                                           collect (format "%d by %s" count
                                                           (substring (symbol-name cause) 1)))))
                      (if causes (string-join causes ", ") "never"))))
    (unless (zerop (plist-get savings :baseline)) ; only calls that the server made count
      (insert (format "Saved     $%s of $%s\n"
                      (shim--number (plist-get savings :net) 4)
                      (shim--number (plist-get savings :baseline) 4))))))

(defun shim--insert-recent (status)
  "Insert the newest decisions of STATUS."
  (shim--insert-table
   "Newest decisions"
   (mapcar (lambda (decision)
             (list (plist-get decision :slug)
                   (if-let ((score (plist-get decision :score))) (format "%.2f" score) "")
                   (plist-get decision :source)
                   (plist-get decision :reason)))
           (seq-take (plist-get status :recent) 10))))

(provide 'shim-view)
;;; shim-view.el ends here
